using System.Text;

namespace OpenMemory;

/// <summary>
/// The relations that the specification reserves under <c>mg:</c> (§8). The grain types of its table are typical ones, not a
/// restriction: the specification itself writes <c>mg:delegates_to</c> on Facts as well as on Goals.
/// </summary>
internal static class RelationVocabulary
{
    /// <summary>Relations whose whole value is fixed.</summary>
    internal static readonly string[] Exact =
    [
        "mg:perceives", "mg:knows", "mg:said", "mg:did", "mg:infers", "mg:agrees_with", "mg:state_at", "mg:has_graph", "mg:intends",
        "mg:permits", "mg:revokes", "mg:prohibits", "mg:requires", "mg:prefers", "mg:avoids", "mg:delegates_to", "mg:owned_by",
        "mg:has_capability", "mg:handed_off_to", "mg:depends_on", "mg:assigned_to", "mg:capable_of",
    ];

    /// <summary>Relations that end in a parameter, which must not be empty (OMS-8-6).</summary>
    internal static readonly string[] Parameterized = ["mg:step_action:"];

    private static readonly byte[][] s_exact = [.. Exact.Select(Encoding.UTF8.GetBytes)];
    private static readonly byte[][] s_parameterized = [.. Parameterized.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Whether a relation stands in the reserved space at all.</summary>
    internal static bool IsReserved(ReadOnlySpan<byte> relation) => relation.StartsWith("mg:"u8);

    /// <summary>Whether a relation of the reserved space is one of those that the specification has. Allocates nothing.</summary>
    internal static bool IsKnown(ReadOnlySpan<byte> relation)
    {
        foreach (byte[] exact in s_exact)
        {
            if (relation.SequenceEqual(exact)) return true;
        }
        foreach (byte[] prefix in s_parameterized)
        {
            if (relation.Length > prefix.Length && relation.StartsWith(prefix)) return true;
        }
        return false;
    }
}
