namespace OpenMemory;

/// <summary>
/// Whether a text is an expression of the jq language (OMS-A.7-1, which names no version): of 1.7 or of 1.8, each with its own
/// grammar. It judges the grammar only: whether the functions and variables exist is known to whoever runs the program. Modules
/// (<c>import</c>, <c>include</c>) belong to programs and are refused, and so is a program without an expression, such as a mere
/// comment. Time is linear, and nesting ends at a bound.
/// </summary>
internal ref partial struct JqSyntax
{
    /// <summary>How deep expressions may nest; each level costs a few frames of the stack.</summary>
    internal const int MaxDepth = 400;

    private readonly bool _isNewer;
    private JqScanner _words;
    private int _depth;

    private JqSyntax(ReadOnlySpan<byte> program, bool isNewer)
    {
        _isNewer = isNewer;
        _words = new JqScanner(program, isNewer);
    }

    internal static bool IsExpression(ReadOnlySpan<byte> program) => IsExpression(program, isNewer: false) || IsExpression(program, isNewer: true);

    /// <summary>Whether a text is an expression of jq 1.7, or of 1.8.</summary>
    internal static bool IsExpression(ReadOnlySpan<byte> program, bool isNewer)
    {
        JqSyntax syntax = new(program, isNewer);
        return syntax.Expression() && syntax._words.Token == JqToken.End;
    }

    private bool Expression() => _isNewer ? Query() : Operation();

    /// <summary>
    /// Operands with operators between them; since 1.8 pipe and comma are none of these. Which binds tighter does not matter
    /// here, but for one thing: two assignments, or two comparisons, do not stand side by side, that is, without an operator of
    /// a lower rank between them.
    /// </summary>
    private bool Operation()
    {
        if (++_depth > MaxDepth) return false;
        bool assigned = false, compared = false;
        while (Operand())
        {
            JqToken operation = _words.Token;
            switch (operation)
            {
                case JqToken.DefinedOr:
                case JqToken.Pipe or JqToken.Comma when !_isNewer:
                    assigned = compared = false;
                    break;
                case JqToken.Assign when !assigned:
                    assigned = true;
                    compared = false;
                    break;
                case JqToken.Or or JqToken.And:
                    compared = false;
                    break;
                case JqToken.Compare when !compared:
                    compared = true;
                    break;
                case JqToken.Plus or JqToken.Minus or JqToken.Multiply: break;
                case JqToken.Assign or JqToken.Compare: return false;
                default:
                    _depth--;
                    return true;
            }
            _words.Advance();
        }
        return false;
    }

    /// <summary>What stands between operators, with any number of <c>?</c> behind it.</summary>
    private bool Operand()
    {
        if (++_depth > MaxDepth || !(_isNewer ? Unary() : Prefixed())) return false;
        _depth--;
        while (_words.Take(JqToken.Question))
        {
        }
        return true;
    }

    private bool Prefixed()
    {
        switch (_words.Token)
        {
            case JqToken.Minus: return Negation();
            case JqToken.Def: return Definition() && Expression();
            case JqToken.Try: return Attempt();
            case JqToken.If: return Conditional();
            case JqToken.Reduce or JqToken.Foreach: return Loop();
            case JqToken.Label:
                _words.Advance();
                return _words.Take(JqToken.Binding) && _words.Take(JqToken.Pipe) && Expression();
            default:
                return Term() && (!_words.Take(JqToken.As) || (Patterns() && _words.Take(JqToken.Pipe) && Expression()));
        }
    }

    /// <summary>A minus takes the products that follow it: <c>try - 1 * 2 catch 3</c>.</summary>
    private bool Negation()
    {
        do
        {
            _words.Advance();
            if (!Operand()) return false;
        }
        while (_words.Token == JqToken.Multiply);
        return true;
    }

    private bool Attempt()
    {
        _words.Advance();
        return Body() && (!_words.Take(JqToken.Catch) || Body());
    }

    /// <summary>What <c>try</c> and <c>catch</c> take: they bind tighter than any operator, until 1.8 <c>?</c> included.</summary>
    private bool Body()
    {
        if (_isNewer) return Operand();
        if (++_depth > MaxDepth || !Prefixed()) return false;
        _depth--;
        return true;
    }

    private bool Conditional()
    {
        do
        {
            _words.Advance();
            if (!Expression() || !_words.Take(JqToken.Then) || !Expression()) return false;
        }
        while (_words.Token == JqToken.Elif);
        return (!_words.Take(JqToken.Else) || Expression()) && _words.Take(JqToken.Fi);
    }

    private bool Loop()
    {
        bool isForeach = _words.Token == JqToken.Foreach;
        _words.Advance();
        return (_isNewer ? Operation() : Term()) && _words.Take(JqToken.As) && Patterns() && _words.Take(JqToken.OpenParenthesis)
            && Expression() && _words.Take(JqToken.Semicolon) && Expression()
            && (!isForeach || !_words.Take(JqToken.Semicolon) || Expression())
            && _words.Take(JqToken.CloseParenthesis);
    }

    /// <summary><c>def name(parameters): body;</c></summary>
    private bool Definition()
    {
        _words.Advance();
        if (!_words.Take(JqToken.Identifier)) return false;
        if (_words.Take(JqToken.OpenParenthesis))
        {
            do
            {
                if (!_words.Take(JqToken.Binding) && !_words.Take(JqToken.Identifier)) return false;
            }
            while (_words.Take(JqToken.Semicolon));
            if (!_words.Take(JqToken.CloseParenthesis)) return false;
        }
        return _words.Take(JqToken.Colon) && Expression() && _words.Take(JqToken.Semicolon);
    }
}
