namespace OpenMemory.Disclosure;

/// <summary>What a policy does with one grain.</summary>
public enum DisclosureAction
{
    /// <summary>The grain is not shown at all. The default value, so that what nobody decided is not shown.</summary>
    Withhold,

    /// <summary>A disclosed grain is shown, which hides some fields.</summary>
    Disclose,

    /// <summary>The grain is shown as it is.</summary>
    ShowWhole,
}
