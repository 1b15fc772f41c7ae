namespace OpenMemory;

internal ref partial struct JqSyntax
{
    /// <summary>An object; a comma may stand behind the last entry.</summary>
    private bool Object()
    {
        _words.Advance();
        while (_words.Token != JqToken.CloseBrace)
        {
            if (!Entry()) return false;
            if (!_words.Take(JqToken.Comma)) break;
        }
        return _words.Take(JqToken.CloseBrace);
    }

    private bool Entry()
    {
        if (_words.Take(JqToken.Location)) return true;
        bool needsValue = false;
        if (_words.Take(JqToken.OpenParenthesis))
        {
            if (!Expression() || !_words.Take(JqToken.CloseParenthesis)) return false;
            needsValue = true;
        }
        else if (!Key()) return false;
        return _words.Take(JqToken.Colon) ? EntryValue() : !needsValue;
    }

    /// <summary>A name, a keyword, a variable or a text.</summary>
    private bool Key()
    {
        if (_words.Token is JqToken.Quote or JqToken.Format) return Text();
        if (_words.Token is not (JqToken.Identifier or JqToken.Binding) && !_words.IsKeyword) return false;
        _words.Advance();
        return true;
    }

    /// <summary>The value of an entry: terms, minus and pipes, but before 1.8 no other operator without parentheses.</summary>
    private bool EntryValue()
    {
        if (++_depth > MaxDepth) return false;
        do
        {
            while (!_isNewer && _words.Take(JqToken.Minus))
            {
            }
            if (!(_isNewer ? Operation() : Term())) return false;
        }
        while (_words.Take(JqToken.Pipe));
        _depth--;
        return true;
    }

    /// <summary>What <c>as</c> binds, with alternatives.</summary>
    private bool Patterns()
    {
        do
        {
            if (!Pattern()) return false;
        }
        while (_words.Take(JqToken.Alternation));
        return true;
    }

    private bool Pattern()
    {
        if (_words.Take(JqToken.Binding)) return true;
        if (++_depth > MaxDepth) return false;
        bool isArray = _words.Take(JqToken.OpenBracket);
        if (!isArray && !_words.Take(JqToken.OpenBrace)) return false;
        do
        {
            if (isArray ? !Pattern() : !PatternEntry()) return false;
        }
        while (_words.Take(JqToken.Comma));
        _depth--;
        return _words.Take(isArray ? JqToken.CloseBracket : JqToken.CloseBrace);
    }

    private bool PatternEntry()
    {
        bool isBinding = _words.Token == JqToken.Binding;
        if (_words.Take(JqToken.OpenParenthesis))
        {
            if (!Expression() || !_words.Take(JqToken.CloseParenthesis)) return false;
        }
        else if (!Key()) return false;
        return _words.Take(JqToken.Colon) ? Pattern() : isBinding;
    }
}
