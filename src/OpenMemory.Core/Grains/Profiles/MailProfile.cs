namespace OpenMemory;

/// <summary>A message of an addressed, threaded transport (A.8). The thread is the session id, the body is the content (OMS-A.8-3).</summary>
public sealed record MailProfile : ProfileFields
{
    /// <summary>Makes an empty profile, to be filled by an initializer.</summary>
    public MailProfile()
    {
    }

    /// <summary>Reads the entries of a map whose keys begin with <c>mail:</c>.</summary>
    /// <param name="map">For example a <c>context</c>; what the profile does not register is kept, other keys are left out.</param>
    public MailProfile(OmsMap map)
        : base(DomainProfile.Mail, map)
    {
    }

    /// <inheritdoc/>
    public override DomainProfile Profile => DomainProfile.Mail;

    /// <summary><c>mail:message_id</c>: The transport's own id, with angle brackets; never a content address (OMS-A.8-2).</summary>
    public string? MessageId
    {
        get => GetText("mail:message_id");
        init => Set("mail:message_id", value);
    }

    /// <summary><c>mail:in_reply_to</c>: Message id that is answered.</summary>
    public string? InReplyTo
    {
        get => GetText("mail:in_reply_to");
        init => Set("mail:in_reply_to", value);
    }

    /// <summary><c>mail:references</c>: Message ids of the thread, oldest first.</summary>
    public IReadOnlyList<string>? References
    {
        get => GetTexts("mail:references");
        init => SetList("mail:references", value, static text => text);
    }

    /// <summary><c>mail:from</c>: Sender.</summary>
    public string? From
    {
        get => GetText("mail:from");
        init => Set("mail:from", value);
    }

    /// <summary><c>mail:to</c>: Recipients.</summary>
    public IReadOnlyList<string>? To
    {
        get => GetTexts("mail:to");
        init => SetList("mail:to", value, static text => text);
    }

    /// <summary><c>mail:cc</c>: Recipients of a copy.</summary>
    public IReadOnlyList<string>? Cc
    {
        get => GetTexts("mail:cc");
        init => SetList("mail:cc", value, static text => text);
    }

    /// <summary><c>mail:bcc</c>: Recipients of a blind copy, only where the storing agent sent the message (OMS-A.8-2).</summary>
    public IReadOnlyList<string>? Bcc
    {
        get => GetTexts("mail:bcc");
        init => SetList("mail:bcc", value, static text => text);
    }

    /// <summary><c>mail:subject</c>: Subject line.</summary>
    public string? Subject
    {
        get => GetText("mail:subject");
        init => Set("mail:subject", value);
    }

    /// <summary><c>mail:date</c>: Date of the message, ISO 8601.</summary>
    public string? Date
    {
        get => GetText("mail:date");
        init => Set("mail:date", value);
    }

    /// <summary><c>mail:folder</c>: Mailbox or label.</summary>
    public string? Folder
    {
        get => GetText("mail:folder");
        init => Set("mail:folder", value);
    }

    /// <summary><c>mail:direction</c>: <c>inbound</c> or <c>outbound</c>.</summary>
    public string? Direction
    {
        get => GetText("mail:direction");
        init => Set("mail:direction", value);
    }

    /// <summary><c>mail:transport</c>: For example <c>sms</c>; absent means e-mail.</summary>
    public string? Transport
    {
        get => GetText("mail:transport");
        init => Set("mail:transport", value);
    }

    /// <summary>Reads the profile's fields from a grain, whether or not it declares the profile.</summary>
    /// <param name="grain">The grain.</param>
    /// <returns>The fields; null where the grain has none and does not declare the profile.</returns>
    public static MailProfile? Of(Grain grain) => Read(grain, DomainProfile.Mail, static map => new MailProfile(map));
}
