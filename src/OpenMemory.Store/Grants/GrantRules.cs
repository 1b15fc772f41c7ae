namespace OpenMemory.Store;

/// <summary>What authorization grants ask of a store, whoever writes them (§12.6).</summary>
internal static class GrantRules
{
    /// <summary>Whether a grain is a grant, or the retraction of one.</summary>
    internal static bool IsGrant(GrainView grain) => throw new NotImplementedException();

    /// <summary>Why a grain must not be written as a grant: its <c>object</c> is not in the canonical form (OMS-12.6.2-1); the default value where it may, or is none.</summary>
    internal static OmsFault CheckWrite(GrainView grain) => throw new NotImplementedException();
}
