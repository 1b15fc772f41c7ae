namespace OpenMemory.Disclosure;

/// <summary>Which fields disclosure may hide (§10.2, and R-38 where it is silent).</summary>
public static class ElisionRules
{
    /// <summary>Whether a field of a grain may be hidden.</summary>
    /// <param name="grain">The grain: what it requires depends on its type, and for some on what it holds.</param>
    /// <param name="field">The full name, for example <c>user_id</c>.</param>
    /// <param name="rule">The requirement or ruling that decides.</param>
    /// <returns>Whether it may.</returns>
    public static Elidability Of(in GrainView grain, string field, out string rule) => throw new NotImplementedException();
}
