namespace OpenMemory;

/// <summary>Cuts a jq program into words, one at a time, over its UTF-8. Beyond ASCII is legal in texts and comments only.</summary>
internal ref partial struct JqScanner
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly bool _continuesComments;
    private int _next, _wordStart;

    /// <param name="source">The program.</param>
    /// <param name="continuesComments">Whether a backslash at the end of a comment's line continues it, as since jq 1.8.</param>
    internal JqScanner(ReadOnlySpan<byte> source, bool continuesComments)
    {
        _source = source;
        _continuesComments = continuesComments;
        Token = JqToken.Invalid;
        Advance();
    }

    /// <summary>The current word.</summary>
    internal JqToken Token { get; private set; }

    /// <summary>Whether the current word is a keyword, which may be a key of an object.</summary>
    internal readonly bool IsKeyword => Token >= JqToken.As;

    /// <summary>Goes to the next word.</summary>
    internal void Advance() => Token = Scan();

    /// <summary>Goes on if the current word is the expected one.</summary>
    internal bool Take(JqToken token)
    {
        if (Token != token) return false;
        Advance();
        return true;
    }

    private JqToken Scan()
    {
        SkipBlanks();
        if (_next == _source.Length) return JqToken.End;
        byte c = _source[_next];
        if (IsLetter(c)) return ScanName(allowsModules: true) ? JqToken.Identifier : Keyword();
        if (IsDigit(c) || (c == '.' && IsDigit(Peek(1)))) return ScanNumber();
        _next++;
        switch (c)
        {
            case (byte)'.' when IsLetter(Peek(0)):
                _ = ScanName(allowsModules: false);
                return JqToken.Field;
            case (byte)'.': return Follows('.') ? JqToken.Recurse : JqToken.Dot;
            case (byte)'$' when IsLetter(Peek(0)):
                _ = ScanName(allowsModules: true);
                return _source[_wordStart.._next].SequenceEqual("__loc__"u8) ? JqToken.Location : JqToken.Binding;
            case (byte)'@' when IsLetter(Peek(0)) || IsDigit(Peek(0)):
                while (IsLetter(Peek(0)) || IsDigit(Peek(0))) _next++;
                return JqToken.Format;
            case (byte)'"': return JqToken.Quote;
            case (byte)'?':
                if (Peek(0) != '/' || Peek(1) != '/') return JqToken.Question;
                _next += 2;
                return JqToken.Alternation;
            case (byte)'/':
                bool isDefinedOr = Follows('/');
                if (Follows('=')) return JqToken.Assign;
                return isDefinedOr ? JqToken.DefinedOr : JqToken.Multiply;
            case (byte)'!': return Follows('=') ? JqToken.Compare : JqToken.Invalid;
            case (byte)'=': return Follows('=') ? JqToken.Compare : JqToken.Assign;
            case (byte)'<' or (byte)'>':
                _ = Follows('=');
                return JqToken.Compare;
            case (byte)'|': return Follows('=') ? JqToken.Assign : JqToken.Pipe;
            case (byte)'+': return Follows('=') ? JqToken.Assign : JqToken.Plus;
            case (byte)'-': return Follows('=') ? JqToken.Assign : JqToken.Minus;
            case (byte)'*' or (byte)'%': return Follows('=') ? JqToken.Assign : JqToken.Multiply;
            case (byte)',': return JqToken.Comma;
            case (byte)':': return JqToken.Colon;
            case (byte)';': return JqToken.Semicolon;
            case (byte)'(': return JqToken.OpenParenthesis;
            case (byte)')': return JqToken.CloseParenthesis;
            case (byte)'[': return JqToken.OpenBracket;
            case (byte)']': return JqToken.CloseBracket;
            case (byte)'{': return JqToken.OpenBrace;
            case (byte)'}': return JqToken.CloseBrace;
            default: return JqToken.Invalid;
        }
    }

    private void SkipBlanks()
    {
        while (_next < _source.Length)
        {
            byte c = _source[_next];
            if (c == '#') SkipComment();
            else if (c is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r') _next++;
            else return;
        }
    }

    private void SkipComment()
    {
        while (_next < _source.Length && _source[_next] != '\n')
        {
            bool escapes = _continuesComments && _source[_next] == '\\';
            _next++;
            if (!escapes) continue;
            if (Peek(0) == '\r' && Peek(1) == '\n') _next += 2;
            else if (Peek(0) is '\\' or '\n') _next++;
        }
    }

    private bool Follows(char c)
    {
        if (Peek(0) != c) return false;
        _next++;
        return true;
    }

    private readonly int Peek(int distance) => _next + distance < _source.Length ? _source[_next + distance] : -1;

    private static bool IsLetter(int c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    private static bool IsDigit(int c) => c is >= '0' and <= '9';
}
