using System.Globalization;

namespace OpenMemory;

/// <summary>One thing that is wrong: its code, the requirement it breaks, where, and in which field.</summary>
/// <param name="Code">The specification's error code.</param>
/// <param name="Rule">The requirement or ruling, for example <c>OMS-4.2-1</c> or <c>R-26</c>.</param>
/// <param name="Message">What is wrong, for a person. Never holds a value from the input.</param>
/// <param name="Offset">Absolute 0-based byte offset in the input, or -1 where there is none.</param>
/// <param name="Field">Full field name or path, where one is concerned.</param>
public readonly record struct OmsFault(
    OmsErrorCode Code, string Rule, string Message, long Offset = -1, string? Field = null)
{
    /// <summary>Whether there is a fault at all: false for the default value.</summary>
    public bool IsFault => Code != OmsErrorCode.None;

    /// <summary>The fault with its offset counted from an outer beginning.</summary>
    /// <param name="start">Offset of the input inside the outer one, in bytes.</param>
    /// <returns>The moved fault; unchanged where it has no offset.</returns>
    public OmsFault At(long start) => Offset < 0 ? this : this with { Offset = Offset + start };

    /// <summary>One line: <c>ERR_CODE: what, at offset N, rule OMS-…</c>.</summary>
    public override string ToString()
    {
        if (!IsFault) return "none";
        string field = Field is null ? "" : $" ({Field})";
        string offset = Offset < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", at offset {Offset}");
        return $"{Code.ToText()}: {Message}{field}{offset}, rule {Rule}";
    }
}
