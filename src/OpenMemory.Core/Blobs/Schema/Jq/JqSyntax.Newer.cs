namespace OpenMemory;

/// <summary>
/// What jq 1.8 reads differently: a minus, <c>if</c>, <c>try</c>, <c>reduce</c> and <c>foreach</c> are values like others, with
/// paths behind them; <c>as</c> binds a whole operation; <c>def</c> and <c>label</c> stand where a pipe's part begins.
/// </summary>
internal ref partial struct JqSyntax
{
    /// <summary>Operations with pipes and commas between them.</summary>
    private bool Query()
    {
        if (++_depth > MaxDepth) return false;
        do
        {
            if (_words.Token == JqToken.Def)
            {
                if (!Definition() || !Query()) return false;
            }
            else if (_words.Take(JqToken.Label))
            {
                if (!_words.Take(JqToken.Binding) || !_words.Take(JqToken.Pipe) || !Query()) return false;
            }
            else if (!Operation()) return false;
            else if (_words.Take(JqToken.As) && !(Patterns() && _words.Take(JqToken.Pipe) && Query())) return false;
        }
        while (_words.Take(JqToken.Pipe) || _words.Take(JqToken.Comma));
        _depth--;
        return true;
    }

    private bool Unary()
    {
        switch (_words.Token)
        {
            case JqToken.Minus:
                _words.Advance();
                return Operand();
            case JqToken.Try: return Attempt();
            case JqToken.If: return Conditional() && Paths();
            case JqToken.Reduce or JqToken.Foreach: return Loop() && Paths();
            default: return Term();
        }
    }
}
