namespace OpenMemory.Store;

/// <summary>The fields that say whom a grain is about (§28.4.4, R-54).</summary>
internal static class SubjectFields
{
    /// <summary>
    /// The field of a key: the short one, or the full name as grains of types without a schema and of other implementations may have it.
    /// The default value for all others.
    /// </summary>
    internal static Field Find(ReadOnlySpan<byte> key) => key.Length switch
    {
        1 => key[0] switch { (byte)'s' => Field.Subject, (byte)'o' => Field.Object, _ => default },
        3 => key.SequenceEqual("rid"u8) ? Field.RunId : default,
        4 => key.SequenceEqual("user"u8) ? Field.UserId : key.SequenceEqual("sdid"u8) ? Field.SubjectDid : key.SequenceEqual("sid2"u8) ? Field.SessionId : default,
        6 => key.SequenceEqual("object"u8) ? Field.Object : key.SequenceEqual("run_id"u8) ? Field.RunId : default,
        7 => key.SequenceEqual("subject"u8) ? Field.Subject : key.SequenceEqual("user_id"u8) ? Field.UserId : default,
        10 => key.SequenceEqual("session_id"u8) ? Field.SessionId : default,
        11 => key.SequenceEqual("subject_did"u8) ? Field.SubjectDid : default,
        _ => default,
    };
}
