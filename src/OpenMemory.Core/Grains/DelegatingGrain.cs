namespace OpenMemory;

/// <summary>What a Fact and a Goal have in common: either may delegate authority to another agent (§6.11).</summary>
public abstract record DelegatingGrain : Grain
{
    private protected DelegatingGrain(GrainType type)
        : base(type)
    {
    }

    /// <summary><c>authorized_namespaces</c>: Namespaces the delegate may use; * is all, and should be avoided (§6.11).</summary>
    public IReadOnlyList<string>? AuthorizedNamespaces
    {
        get => GetTexts("authorized_namespaces");
        init => SetList("authorized_namespaces", value, static text => text);
    }

    /// <summary><c>authorized_types</c>: Header type bytes (§6.11).</summary>
    public IReadOnlyList<GrainType>? AuthorizedTypes
    {
        get => GetList("authorized_types", OmsValueKind.Integer, static element => element.AsDouble() is >= 0 and <= 255 ? (GrainType)element.AsInt64() : GrainType.None);
        init => SetList("authorized_types", value, static type => (int)type);
    }

    /// <summary><c>authorized_tools</c>: Empty array = no tool restriction (§6.11).</summary>
    public IReadOnlyList<string>? AuthorizedTools
    {
        get => GetTexts("authorized_tools");
        init => SetList("authorized_tools", value, static text => text);
    }

    /// <summary><c>delegation_depth</c>: 0 = must not re-delegate (§6.11).</summary>
    public long? DelegationDepth
    {
        get => GetInteger("delegation_depth");
        init => Set("delegation_depth", Number(value, static number => number));
    }

    /// <summary><c>delegation_expiry</c>: Until when the delegation holds (§6.11).</summary>
    public EpochMilliseconds? DelegationExpiry
    {
        get => GetInteger("delegation_expiry") is { } ms ? new EpochMilliseconds(ms) : null;
        init => Set("delegation_expiry", Number(value, static time => time.Value));
    }

    /// <summary><c>context_grains</c>: Addresses of the grains handed over (§6.11).</summary>
    public IReadOnlyList<string>? ContextGrains
    {
        get => GetTexts("context_grains");
        init => SetList("context_grains", value, static text => text);
    }

    /// <summary><c>return_to</c>: DID to which control returns (§6.11).</summary>
    public string? ReturnTo
    {
        get => GetText("return_to");
        init => Set("return_to", value);
    }
}
