namespace OpenMemory;

/// <summary>Messages of an addressed transport (A.8).</summary>
internal static class MailRules
{
    private static readonly DomainProfile s_profile = DomainProfile.Mail;

    /// <summary>Names for a thread, of which the session id is the only one (OMS-A.8-3).</summary>
    private static readonly string[] s_threadNames = ["mail:thread", "mail:thread_id", "mail:conversation", "mail:conversation_id", "mail:session_id"];

    /// <summary>Whether a key is one of mail's.</summary>
    internal static bool Owns(ReadOnlySpan<byte> key) => key.Length > 5 && key.StartsWith("mail:"u8);

    /// <summary>Whether there are fields of mail in the context, unless it is a snapshot, or at the top level; costs no allocation.</summary>
    internal static bool HasFields(GrainView view)
    {
        foreach (FieldEntry entry in view)
        {
            if (Owns(entry.Key)) return true;
        }
        if (view.Type == GrainType.State || !view.TryGet(Field.Context, out FieldValue context) || context.Kind != OmsValueKind.Map) return false;
        foreach (FieldEntry entry in context)
        {
            if (Owns(entry.Key)) return true;
        }
        return false;
    }

    /// <summary>The one rule that does not wait for the tag. Tags that are elided cannot be seen and are believed.</summary>
    internal static void RequireTag(ProfileSubject subject, ProfileReport report)
    {
        if (!subject.Has(s_profile) && subject.HasFields(s_profile) && !subject.IsElided("structural_tags"))
            report("OMS-A.8-1", "Fields of mail need the tag profile:mail", "structural_tags");
    }

    internal static void Check(ProfileSubject subject, ProfileReport report)
    {
        if (subject.Text(s_profile, "mail:message_id") is { } id && IsAddressOfGrain(id.TrimStart('<').TrimEnd('>'), subject.Text(s_profile, "mail:transport")))
            report("OMS-A.8-2", "A message id is the transport's own, never a content address", subject.PathOf(s_profile, "mail:message_id"));
        if (subject.Text(s_profile, "mail:direction") == "inbound" && subject.Value(s_profile, "mail:bcc") is { Kind: OmsValueKind.Array } bcc && bcc.AsArray().Count > 0)
            report("OMS-A.8-2", "A received message has no blind copies", subject.PathOf(s_profile, "mail:bcc"));
        foreach (string name in s_threadNames)
        {
            foreach ((string path, _) in subject.All(s_profile, name)) report("OMS-A.8-3", "The thread is the session id and has no other name", path);
        }
        if (subject.Text("parent_message_id") is { } parent && !IsAddress(parent))
            report("OMS-A.8-3", "The parent is named by the address of its grain; the transport's id is mail:in_reply_to", "parent_message_id");
    }

    /// <summary>Bare digits of a hash are no id of e-mail, which is meant where no transport is named; other transports have such ids.</summary>
    private static bool IsAddressOfGrain(string id, string? transport) =>
        IsAddress(id) && (id.Contains(':', StringComparison.Ordinal) || string.IsNullOrEmpty(transport) || transport.Equals("email", StringComparison.OrdinalIgnoreCase));

    private static bool IsAddress(string text)
    {
        ReadOnlySpan<char> rest = text;
        foreach (string prefix in (ReadOnlySpan<string>)["grain:sha256:", "mg:sha256:", "sha256:"])
        {
            if (rest.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) rest = rest[prefix.Length..];
        }
        return ContentAddress.TryParse(rest, out _);
    }
}
