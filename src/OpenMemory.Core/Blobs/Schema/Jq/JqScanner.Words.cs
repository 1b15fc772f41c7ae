namespace OpenMemory;

internal ref partial struct JqScanner
{
    /// <summary>Reads a name; one with modules before it (<c>a::b</c>) is never a keyword.</summary>
    /// <returns>Whether it had modules.</returns>
    private bool ScanName(bool allowsModules)
    {
        _wordStart = _next;
        bool hasModules = false;
        while (true)
        {
            while (IsLetter(Peek(0)) || IsDigit(Peek(0))) _next++;
            if (!allowsModules || Peek(0) != ':' || Peek(1) != ':' || !IsLetter(Peek(2))) return hasModules;
            _next += 2;
            hasModules = true;
        }
    }

    private readonly JqToken Keyword()
    {
        ReadOnlySpan<byte> word = _source[_wordStart.._next];
        return word switch
        {
            _ when word.SequenceEqual("as"u8) => JqToken.As,
            _ when word.SequenceEqual("def"u8) => JqToken.Def,
            _ when word.SequenceEqual("if"u8) => JqToken.If,
            _ when word.SequenceEqual("then"u8) => JqToken.Then,
            _ when word.SequenceEqual("else"u8) => JqToken.Else,
            _ when word.SequenceEqual("elif"u8) => JqToken.Elif,
            _ when word.SequenceEqual("end"u8) => JqToken.Fi,
            _ when word.SequenceEqual("reduce"u8) => JqToken.Reduce,
            _ when word.SequenceEqual("foreach"u8) => JqToken.Foreach,
            _ when word.SequenceEqual("try"u8) => JqToken.Try,
            _ when word.SequenceEqual("catch"u8) => JqToken.Catch,
            _ when word.SequenceEqual("label"u8) => JqToken.Label,
            _ when word.SequenceEqual("break"u8) => JqToken.Break,
            _ when word.SequenceEqual("and"u8) => JqToken.And,
            _ when word.SequenceEqual("or"u8) => JqToken.Or,
            _ when word.SequenceEqual("import"u8) || word.SequenceEqual("include"u8) || word.SequenceEqual("module"u8) => JqToken.OtherKeyword,
            _ => JqToken.Identifier,
        };
    }

    private JqToken ScanNumber()
    {
        while (IsDigit(Peek(0))) _next++;
        if (Peek(0) == '.') _next++;
        while (IsDigit(Peek(0))) _next++;
        int exponent = Peek(1) is '+' or '-' ? 2 : 1;
        if (Peek(0) is 'e' or 'E' && IsDigit(Peek(exponent)))
        {
            _next += exponent;
            while (IsDigit(Peek(0))) _next++;
        }
        return JqToken.Number;
    }

    /// <summary>Reads a text up to its end or to the next <c>\(</c>. The quote before it was the current word.</summary>
    /// <returns>Quote at the end, OpenParenthesis where an expression begins, Invalid for a broken escape or no end.</returns>
    internal JqToken ScanText()
    {
        bool wantsLowSurrogate = false;
        while (_next < _source.Length)
        {
            byte c = _source[_next];
            if (c != '\\')
            {
                if (wantsLowSurrogate) return JqToken.Invalid;
                _next++;
                if (c == '"') return JqToken.Quote;
                continue;
            }
            int kind = Peek(1);
            _next += 2;
            if (kind == 'u')
            {
                if (!ScanEscape(ref wantsLowSurrogate)) return JqToken.Invalid;
            }
            else if (wantsLowSurrogate) return JqToken.Invalid;
            else if (kind == '(') return JqToken.OpenParenthesis;
            else if (kind is not ('"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't')) return JqToken.Invalid;
        }
        return JqToken.Invalid;
    }

    /// <summary>The four digits of <c>\u</c>; the first half of a pair needs its second.</summary>
    private bool ScanEscape(ref bool wantsLowSurrogate)
    {
        int unit = 0;
        for (int i = 0; i < 4; i++, _next++)
        {
            int c = Peek(0);
            int digit = IsDigit(c) ? c - '0' : (c | 0x20) is >= 'a' and <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
            if (digit < 0) return false;
            unit = (unit << 4) | digit;
        }
        if (wantsLowSurrogate && unit is not (>= 0xDC00 and <= 0xDFFF)) return false;
        wantsLowSurrogate = !wantsLowSurrogate && unit is >= 0xD800 and <= 0xDBFF;
        return true;
    }
}
