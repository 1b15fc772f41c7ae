namespace OpenMemory.Fuzzing;

/// <summary>What is certain about an input: that it is accepted, that it is refused (with which code), or nothing.</summary>
/// <param name="Verdict">Accepted, refused, or open.</param>
/// <param name="Code">The one code to refuse it with; <see cref="OmsErrorCode.None"/> where any will do.</param>
internal readonly record struct Expectation(Verdict Verdict, OmsErrorCode Code = OmsErrorCode.None)
{
    /// <summary>Only the invariants hold.</summary>
    internal static Expectation Open => default;

    /// <summary>It is sound.</summary>
    internal static Expectation Accept => new(Verdict.Accepted);

    /// <summary>It breaks a rule.</summary>
    internal static Expectation Refuse(OmsErrorCode code = OmsErrorCode.None) => new(Verdict.Refused, code);

    /// <summary>Compares with what happened; <see cref="OmsErrorCode.None"/> means accepted.</summary>
    /// <exception cref="FindingException">It is not what was expected.</exception>
    internal void Check(OmsErrorCode outcome)
    {
        bool holds = Verdict switch
        {
            Verdict.Accepted => outcome == OmsErrorCode.None,
            Verdict.Refused => outcome != OmsErrorCode.None && (Code == OmsErrorCode.None || outcome == Code),
            _ => true,
        };
        if (!holds) throw new FindingException($"expected {this}, got {(outcome == OmsErrorCode.None ? "accepted" : outcome)}");
    }

    public override string ToString() => Code == OmsErrorCode.None ? Verdict.ToString() : $"{Verdict} with {Code}";
}
