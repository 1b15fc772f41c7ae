namespace OpenMemory;

internal ref partial struct JqSyntax
{
    /// <summary>A value with the paths that follow it.</summary>
    private bool Term()
    {
        switch (_words.Token)
        {
            case JqToken.Dot:
                _words.Advance();
                if (_words.Token is JqToken.Quote or JqToken.Format)
                {
                    if (!Text()) return false;
                    _ = _words.Take(JqToken.Question);
                }
                break;
            case JqToken.Field:
                _words.Advance();
                _ = _words.Take(JqToken.Question);
                break;
            case JqToken.Recurse or JqToken.Number or JqToken.Binding or JqToken.Location:
                _words.Advance();
                break;
            case JqToken.Break:
                _words.Advance();
                if (!_words.Take(JqToken.Binding)) return false;
                break;
            case JqToken.Quote:
                if (!Text()) return false;
                break;
            case JqToken.Format:
                _words.Advance();
                if (_words.Token == JqToken.Quote && !Text()) return false;
                break;
            case JqToken.Identifier:
                _words.Advance();
                if (_words.Take(JqToken.OpenParenthesis) && !Arguments()) return false;
                break;
            case JqToken.OpenParenthesis:
                _words.Advance();
                if (!Expression() || !_words.Take(JqToken.CloseParenthesis)) return false;
                break;
            case JqToken.OpenBracket:
                _words.Advance();
                if (_words.Take(JqToken.CloseBracket)) break;
                if (!Expression() || !_words.Take(JqToken.CloseBracket)) return false;
                break;
            case JqToken.OpenBrace:
                if (!Object()) return false;
                break;
            default: return false;
        }
        return Paths();
    }

    private bool Arguments()
    {
        do
        {
            if (!Expression()) return false;
        }
        while (_words.Take(JqToken.Semicolon));
        return _words.Take(JqToken.CloseParenthesis);
    }

    /// <summary>Fields, indices and slices, each with one <c>?</c> at most; since 1.8 with any number.</summary>
    private bool Paths()
    {
        while (true)
        {
            if (_words.Take(JqToken.Dot))
            {
                bool isText = _words.Token is JqToken.Quote or JqToken.Format;
                if (isText ? !Text() : !_words.Take(JqToken.OpenBracket) || !Index(mayBeSlice: false)) return false;
            }
            else if (_words.Take(JqToken.OpenBracket))
            {
                if (!Index(mayBeSlice: true)) return false;
            }
            else if (!_words.Take(JqToken.Field) && !(_isNewer && _words.Take(JqToken.Question))) return true;
            _ = _words.Take(JqToken.Question);
        }
    }

    /// <summary>What stands in brackets behind a value. Behind a dot there are no slices.</summary>
    private bool Index(bool mayBeSlice)
    {
        if (_words.Take(JqToken.CloseBracket)) return true;
        if (mayBeSlice && _words.Take(JqToken.Colon)) return Expression() && _words.Take(JqToken.CloseBracket);
        if (!Expression()) return false;
        if (mayBeSlice && _words.Take(JqToken.Colon) && _words.Token != JqToken.CloseBracket && !Expression()) return false;
        return _words.Take(JqToken.CloseBracket);
    }

    /// <summary>A text, with a format before it or without, and expressions inside it.</summary>
    private bool Text()
    {
        _ = _words.Take(JqToken.Format);
        if (_words.Token != JqToken.Quote) return false;
        while (true)
        {
            JqToken end = _words.ScanText();
            if (end == JqToken.Invalid) return false;
            _words.Advance();
            if (end == JqToken.Quote) return true;
            if (!Expression() || _words.Token != JqToken.CloseParenthesis) return false;
        }
    }
}
