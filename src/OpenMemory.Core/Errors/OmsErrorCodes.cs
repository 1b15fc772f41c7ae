namespace OpenMemory;

/// <summary>The specification's spelling of each <see cref="OmsErrorCode"/> (§19).</summary>
public static class OmsErrorCodes
{
    private static readonly string[] s_texts =
    [
        "none", "ERR_TOO_SHORT", "ERR_VERSION", "ERR_CORRUPT", "ERR_NOT_MAP", "ERR_NO_TYPE", "ERR_UNKNOWN_TYPE",
        "ERR_SCHEMA", "ERR_INTEGRITY", "ERR_HASH_FORMAT", "ERR_HASH_LENGTH", "ERR_RANGE", "ERR_EMPTY",
        "ERR_FLOAT_INVALID", "ERR_SIGNED_MISMATCH", "ERR_SENSITIVITY_MISMATCH", "ERR_INVALIDATION_DENIED",
        "ERR_EVIDENCE_REQUIRED", "not_supported",
    ];

    /// <summary>The code as the specification writes it, for example <c>ERR_CORRUPT</c>.</summary>
    /// <param name="code">A defined code.</param>
    /// <returns>The text; <c>none</c> and <c>not_supported</c> for the two members that are not <c>ERR_</c> codes.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="code"/> is not a member.</exception>
    public static string ToText(this OmsErrorCode code) =>
        (int)code < s_texts.Length ? s_texts[(int)code] : throw new ArgumentOutOfRangeException(nameof(code));

    /// <summary>Finds the code that the specification writes as <paramref name="text"/>.</summary>
    /// <param name="text">For example <c>ERR_CORRUPT</c>; case matters.</param>
    /// <param name="code">The code, or <see cref="OmsErrorCode.None"/>.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryParse(string text, out OmsErrorCode code)
    {
        int index = Array.IndexOf(s_texts, text);
        code = index > 0 ? (OmsErrorCode)index : OmsErrorCode.None;
        return index > 0;
    }
}
