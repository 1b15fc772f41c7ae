namespace OpenMemory.Store;

/// <summary>
/// The protected-root indicator that OMS-23.6-2 asks for: what a walk over a grain's ancestry could find at all. It may say yes where the
/// walk then finds nothing, never the other way round.
/// </summary>
[Flags]
internal enum ProtectionGuard : byte
{
    /// <summary>Neither the grain nor any ancestor protects others.</summary>
    None = 0,

    /// <summary>The grain or an ancestor over <c>derived_from</c> may have a policy with the scope subtree or lineage.</summary>
    Ancestry = 1,

    /// <summary>The grain or an earlier one of its supersession chain may have a policy with the scope lineage.</summary>
    Chain = 2,
}
