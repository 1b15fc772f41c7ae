namespace OpenMemory.Store;

/// <summary>What a delegate may do (§6.11). What is null is not bounded.</summary>
public sealed record DelegationScope
{
    private const string Rule = "OMS-28.7-1";

    /// <summary><c>authorized_namespaces</c>: exact names; <c>*</c> is all, and should be avoided (OMS-6.11-2).</summary>
    public IReadOnlyList<string>? Namespaces { get; init; }

    /// <summary><c>authorized_types</c>.</summary>
    public IReadOnlyList<GrainType>? Types { get; init; }

    /// <summary><c>authorized_tools</c>; empty is no restriction.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    /// <summary><c>delegation_depth</c>: how many times it may be delegated on; 0, which a new scope has, is never (OMS-6.11-3).</summary>
    public long? Depth { get; init; } = 0;

    /// <summary><c>delegation_expiry</c>: until when it holds, exclusive.</summary>
    public EpochMilliseconds? Expiry { get; init; }

    /// <summary>Reads the scope of a delegation, exactly.</summary>
    /// <param name="grain">A Goal or Fact.</param>
    /// <returns>The scope.</returns>
    /// <exception cref="OmsException"><c>ERR_SCHEMA</c>: a field is there and says nothing usable, so that nobody knows how far it goes.</exception>
    public static DelegationScope Read(DelegatingGrain grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        RequireArray(grain, "authorized_namespaces", OmsValueKind.Text);
        RequireArray(grain, "authorized_types", OmsValueKind.Integer);
        RequireArray(grain, "authorized_tools", OmsValueKind.Text);
        if (grain.DelegationDepth is null or < 0 && !grain.GetValue("delegation_depth").IsNull) Throw.Fault(Malformed("delegation_depth"));
        if (grain.DelegationExpiry is null && !grain.GetValue("delegation_expiry").IsNull) Throw.Fault(Malformed("delegation_expiry"));
        return new()
        {
            Namespaces = grain.AuthorizedNamespaces, Types = grain.AuthorizedTypes, Tools = grain.AuthorizedTools,
            Depth = grain.DelegationDepth, Expiry = grain.DelegationExpiry,
        };
    }

    /// <summary>Whether a grain may be written under the scope, or, being a Tool, be carried out.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="at">When.</param>
    /// <returns>Whether its namespace, its type and, for a Tool, its name are allowed, and the delegation has not expired.</returns>
    public bool Allows(Grain grain, EpochMilliseconds at)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return IsOpenAt(at)
            && (Namespaces is null || Namespaces.Contains("*") || (grain.Namespace is { } name && Namespaces.Contains(name)))
            && (Types is null || Types.Contains(grain.Type))
            && (grain is not Tool { ToolName: var tool } || Tools is null or { Count: 0 } || (tool is not null && Tools.Contains(tool)));
    }

    /// <summary>Whether the delegation has not expired.</summary>
    /// <param name="at">When.</param>
    /// <returns>Whether it holds.</returns>
    public bool IsOpenAt(EpochMilliseconds at) => Expiry is not { } expiry || at.CompareTo(expiry) < 0;

    /// <summary>Whether another scope is one that this one may be delegated on with: no wider in anything, and less deep.</summary>
    /// <param name="narrower">The other scope.</param>
    /// <returns>Whether it is.</returns>
    public bool MayPassOn(DelegationScope narrower)
    {
        ArgumentNullException.ThrowIfNull(narrower);
        return (Depth is not { } depth || (depth > 0 && narrower.Depth is { } left && left < depth))
            && (Expiry is not { } expiry || (narrower.Expiry is { } earlier && earlier.CompareTo(expiry) <= 0))
            && (Namespaces is null || Namespaces.Contains("*") || (narrower.Namespaces is not null && narrower.Namespaces.All(Namespaces.Contains)))
            && (Types is null || (narrower.Types is not null && narrower.Types.All(Types.Contains)))
            && (Tools is null or { Count: 0 } || (narrower.Tools is { Count: > 0 } && narrower.Tools.All(Tools.Contains)));
    }

    /// <summary>Demands that a field, where it is there, is an array of one kind of elements.</summary>
    internal static void RequireArray(Grain grain, string name, OmsValueKind kind)
    {
        OmsValue value = grain.GetValue(name);
        if (value.IsNull) return;
        if (value.Kind != OmsValueKind.Array || value.AsArray().Any(element => element.Kind != kind)) Throw.Fault(Malformed(name));
    }

    private static OmsFault Malformed(string field) => new(OmsErrorCode.Schema, Rule, "A field of the delegation has the wrong kind", -1, field);
}
