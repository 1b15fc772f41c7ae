namespace OpenMemory.Store;

/// <summary>
/// The beginnings of keys of the metadata table that the specification keeps for itself (§28.4.1). All others are the host's, and never
/// leave it.
/// </summary>
public static class MetadataPrefix
{
    /// <summary><c>qry:</c> and a name: a saved query. Replicates; the latest wins.</summary>
    public const string Query = "qry:";

    /// <summary><c>tpl:</c> and a name: a template of output. Replicates; the latest wins.</summary>
    public const string Template = "tpl:";

    /// <summary><c>retention:</c> and a namespace: how long its grains are kept. Replicates to where there is none.</summary>
    public const string Retention = "retention:";

    /// <summary><c>anon:</c> and a namespace: its egress policy (§10.5). Replicates to where there is none (OMS-10.5.1-1).</summary>
    public const string Egress = "anon:";

    /// <summary><c>vault:</c>, a namespace, a colon and a placeholder: a sealed mapping. Never leaves the memory (OMS-10.5.2-2).</summary>
    public const string Vault = "vault:";

    /// <summary><c>trg:</c> and a trigger: the state of its evaluation. Does not replicate.</summary>
    public const string Trigger = "trg:";

    private static readonly string[] s_reserved = [Query, Template, Retention, Egress, Vault, Trigger];

    /// <summary>The reserved prefix of a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>One of the prefixes; null for a key of the host's own.</returns>
    public static string? Of(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Array.Find(s_reserved, prefix => key.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>Whether a row goes to other hosts at all (OMS-28.4.1-5).</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether its prefix says so.</returns>
    public static bool Replicates(string key) => Of(key) is Query or Template or Retention or Egress;
}
