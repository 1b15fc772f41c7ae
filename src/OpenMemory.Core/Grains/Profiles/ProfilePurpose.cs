namespace OpenMemory;

/// <summary>What is about to be done with a grain, for <see cref="ProfileCheck"/>.</summary>
public enum ProfilePurpose
{
    /// <summary>Keeping it: what writing refuses, and what the profiles recommend.</summary>
    Store,

    /// <summary>Giving it to another system (OMS-A.1-1, OMS-A.2-1, OMS-A.3-1, OMS-A.6-1, OMS-A.6-2).</summary>
    Export,

    /// <summary>
    /// Selling it, or giving it to a data broker: the rules of export, and the consumer's opt-out, which a hidden context or
    /// anything but a plain no may be (OMS-A.6-1).
    /// </summary>
    Sale,

    /// <summary>Erasing it without a person's decision, for example by retention (OMS-A.2-1).</summary>
    AutomaticErasure,
}
