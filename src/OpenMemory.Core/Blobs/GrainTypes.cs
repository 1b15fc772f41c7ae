using System.Text;

namespace OpenMemory;

/// <summary>The type strings of grain types: the canonical ones, and the older names that readers accept .</summary>
public static class GrainTypes
{
    private static readonly string[] s_names =
    [
        "", "fact", "event", "state", "workflow", "tool", "observation", "goal", "reasoning", "consensus", "consent", "skill",
        "recommendation", "trigger",
    ];

    private static readonly (string Name, GrainType Type)[] s_oldNames =
    [
        ("belief", GrainType.Fact), ("episode", GrainType.Event), ("checkpoint", GrainType.State),
        ("action", GrainType.Tool), ("tool_call", GrainType.Tool),
    ];

    private static readonly byte[][] s_utf8 = [.. s_names.Select(Encoding.UTF8.GetBytes)];
    private static readonly (byte[] Name, GrainType Type)[] s_oldUtf8 = [.. s_oldNames.Select(static old => (Encoding.UTF8.GetBytes(old.Name), old.Type))];

    /// <summary>Whether this is one of the thirteen types with a schema.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for Fact … Trigger.</returns>
    public static bool HasSchema(this GrainType type) => type is >= GrainType.Fact and <= GrainType.Trigger;

    /// <summary>Whether the byte belongs to applications and domain profiles: 0xF0–0xFF.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for application types.</returns>
    public static bool IsApplicationType(this GrainType type) => (byte)type >= 0xf0;

    /// <summary>The canonical type string, for example <c>fact</c>.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The string, or null for a type without a schema.</returns>
    public static string? ToText(this GrainType type) => type.HasSchema() ? s_names[(int)type] : null;

    /// <summary>Finds the type of a type string.</summary>
    /// <param name="text">A canonical string or an older name such as <c>belief</c>.</param>
    /// <param name="type">The type, or <see cref="GrainType.None"/>.</param>
    /// <param name="isOld">Whether the string is an older name, which is never written (OMS-L-20).</param>
    /// <returns>Whether the string is known.</returns>
    public static bool TryParse(string text, out GrainType type, out bool isOld)
    {
        int index = Array.IndexOf(s_names, text, 1);
        isOld = index < 0;
        type = index > 0 ? (GrainType)index : default;
        if (isOld)
        {
            foreach ((string name, GrainType of) in s_oldNames)
            {
                if (name == text) type = of;
            }
            isOld = type != GrainType.None;
        }
        return type != GrainType.None;
    }

    /// <summary>Finds the type of a type string without allocating.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> utf8, out GrainType type)
    {
        for (int i = 1; i < s_utf8.Length; i++)
        {
            if (!utf8.SequenceEqual(s_utf8[i])) continue;
            type = (GrainType)i;
            return true;
        }
        foreach ((byte[] name, GrainType of) in s_oldUtf8)
        {
            if (!utf8.SequenceEqual(name)) continue;
            type = of;
            return true;
        }
        type = default;
        return false;
    }

    /// <summary>Whether a payload's type string is one of the type's, by any version (OMS-L-6).</summary>
    internal static bool Accepts(GrainType type, ReadOnlySpan<byte> text) =>
        text.SequenceEqual(s_utf8[(int)type]) || (TryParse(text, out GrainType of) && of == type);

    internal static ReadOnlySpan<byte> Utf8(GrainType type) => s_utf8[(int)type];
}
