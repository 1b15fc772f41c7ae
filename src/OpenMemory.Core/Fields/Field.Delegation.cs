namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>authorized_namespaces</c>: Namespaces the delegate may use; * is all, and should be avoided (§6.11).</summary>
    public static Field AuthorizedNamespaces => new(148);

    /// <summary><c>authorized_types</c>: Header type bytes (§6.11).</summary>
    public static Field AuthorizedTypes => new(149);

    /// <summary><c>authorized_tools</c>: Empty array = no tool restriction (§6.11).</summary>
    public static Field AuthorizedTools => new(150);

    /// <summary><c>delegation_depth</c>: 0 = must not re-delegate (§6.11).</summary>
    public static Field DelegationDepth => new(151);

    /// <summary><c>delegation_expiry</c>: Epoch ms (§6.11).</summary>
    public static Field DelegationExpiry => new(152);

    /// <summary><c>context_grains</c>: Addresses of the grains handed over (§6.11).</summary>
    public static Field ContextGrains => new(153);

    /// <summary><c>return_to</c>: DID to which control returns (§6.11).</summary>
    public static Field ReturnTo => new(154);
}
