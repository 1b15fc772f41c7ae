namespace OpenMemory;

/// <summary>
/// What a grain said of the one that it superseded. In a successor it would be said of the grain that is upgraded: a store
/// would retract that one, or take a justification and signatures for it that were never given.
/// </summary>
internal static class PastStatements
{
    private static readonly string[] s_names =
        ["supersession_justification", "supersession_auth", "invalidation_type", "invalidation_reason", "invalidation_initiator"];

    internal static void Apply(SuccessorDraft draft)
    {
        if (draft.GetText("invalidation_type") == "retraction")
        {
            // With the word the successor would retract the wrong grain, without it assert what was retracted, a grant for example.
            draft.Fail(new(OmsErrorCode.Schema, "R-40", "A grain that retracts another has no successor", -1, "invalidation_type"));
            return;
        }
        foreach (string name in s_names) draft.Remove(name, $"without {name}, which is about another grain");
    }
}
