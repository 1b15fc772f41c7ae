namespace OpenMemory.Tests;

/// <summary>Mail: the tag is required, and the transport's identifiers are not ours (A.8).</summary>
[TestFixture]
public sealed class MailRuleTests
{
    [TestCase("mail:from")]
    [TestCase("mail:future_key")]
    public void Fields_of_mail_need_the_tag(string key) // OMS-A.8-1
    {
        Event mail = ProfileSamples.With(null, new() { [key] = "x" });
        foreach (Event untagged in new[] { mail, mail with { StructuralTags = [] }, mail with { StructuralTags = ["mail", "profile:Mail", "profile:science"] } })
        {
            Assert.That(ProfileSamples.Refusal(untagged), Is.EqualTo((OmsErrorCode.Schema, "OMS-A.8-1", "structural_tags")));
            ProfileSamples.AssertReadable(untagged);
        }
        Assert.DoesNotThrow(() => (mail with { StructuralTags = ["profile:mail"] }).ToBlob());
        Assert.DoesNotThrow(() => (mail with { Context = new() { ["mail:"] = 1, ["mail"] = 1, ["email:from"] = 1, ["deeper"] = mail.Context } }).ToBlob());
        Event hidden = mail with { Elided = new() { ["structural_tags"] = "sha256:" + FieldGen.Address }, DisclosureOf = "sha256:" + FieldGen.Address };
        Assert.DoesNotThrow(() => hidden.ToBlob(), "tags that are hidden may well have it");
    }

    [Test]
    public void A_writer_asks_for_the_tag_as_an_object_does() // OMS-A.8-1
    {
        Assert.That(static () => WriteFact("mail:from"), Throws.InstanceOf<OmsException>().With.Property(nameof(OmsException.Fault)).Property(nameof(OmsFault.Rule)).EqualTo("OMS-A.8-1"));
        Assert.That(static () => WriteFact("mailbox"), Throws.Nothing);
    }

    [TestCase("mail:from")]
    [TestCase("mail:future_key")]
    public void Fields_of_mail_at_the_top_level_need_the_tag_as_well(string key) // OMS-A.8-1, R-42
    {
        Event mail = new() { Content = "x", CreatedAt = 1768471200000, Extra = new() { [key] = "a@b.c" } };
        Assert.That(ProfileSamples.Refusal(mail), Is.EqualTo((OmsErrorCode.Schema, "OMS-A.8-1", "structural_tags")));
        Assert.DoesNotThrow(() => (mail with { StructuralTags = ["profile:mail"] }).ToBlob());
        Assert.DoesNotThrow(() => (mail with { Extra = new() { ["mail:"] = 1, ["mail"] = 1, ["email:from"] = 1, ["mailbox"] = "a:b" } }).ToBlob());
        ProfileSamples.AssertReadable(mail);
        OmsException? fault = Assert.Throws<OmsException>(() =>
        {
            using GrainWriter writer = new(GrainType.Event);
            writer.Write(Field.Content, "x");
            writer.Write(Field.CreatedAt, 1768471200000);
            writer.WriteExtra(key, "a@b.c");
            writer.ToBlob();
        });
        Assert.That(fault!.Fault.Rule, Is.EqualTo("OMS-A.8-1"));
    }

    [Test]
    public void The_keys_of_a_snapshot_are_anyone_s_until_the_tag_says_otherwise() // OMS-8.3-1, OMS-A-1
    {
        State state = new() { CreatedAt = 1, Context = new() { ["mail:from"] = 1, ["mail:thread"] = "t" } };
        Assert.That(Grain.Read(state.ToBlob().Span).Context, Is.EqualTo(state.Context));
        Assert.That(ProfileCheck.Examine(state, ProfilePurpose.Store), Is.Empty);
        Assert.That(ProfileSamples.Refusal(state with { StructuralTags = ["profile:mail"] }).Field, Is.EqualTo("context.mail:from"));
        Assert.That(ProfileSamples.Refusal(state with { Extra = new() { ["mail:from"] = "a@b.c" } }).Rule, Is.EqualTo("OMS-A.8-1"));
    }

    [TestCase("<CA+abc123@mail.example.com>", true)]
    [TestCase("", true)]
    [TestCase("<a8e4b1d76f0c2395a8e4b1d76f0c2395a8e4b1d76f0c2395a8e4b1d76f0c2395@mail.example.com>", true)]
    [TestCase("a8e4b1d76f0c2395a8e4b1d76f0c2395", true)]
    [TestCase(FieldGen.Address, false)]
    [TestCase("<" + FieldGen.Address + ">", false)]
    [TestCase("sha256:" + FieldGen.Address, false)]
    [TestCase("MG:SHA256:" + FieldGen.Address, false)]
    [TestCase("grain:sha256:" + FieldGen.Address, false)]
    public void A_message_id_is_no_content_address(string id, bool accepted) => // OMS-A.8-2
        AssertRule(new() { ["mail:message_id"] = id }, accepted ? null : "OMS-A.8-2", "context.mail:message_id");

    [TestCase("nostr", FieldGen.Address, true)]
    [TestCase("nostr", "sha256:" + FieldGen.Address, false)]
    [TestCase("nostr", "grain:sha256:" + FieldGen.Address, false)]
    [TestCase("email", FieldGen.Address, false)]
    [TestCase("Email", FieldGen.Address, false)]
    [TestCase("", FieldGen.Address, false)]
    public void A_transport_may_number_its_messages_with_hashes_of_its_own(string transport, string id, bool accepted) => // OMS-A.8-2
        AssertRule(new() { ["mail:message_id"] = id, ["mail:transport"] = transport }, accepted ? null : "OMS-A.8-2", "context.mail:message_id");

    [TestCase("inbound", new[] { "a@example.com" }, false)]
    [TestCase("inbound", new string[0], true)]
    [TestCase("outbound", new[] { "a@example.com" }, true)]
    [TestCase(null, new[] { "a@example.com" }, true)]
    public void A_received_message_has_no_blind_copies(string? direction, string[] bcc, bool accepted) => // OMS-A.8-2
        AssertRule(new() { ["mail:direction"] = direction, ["mail:bcc"] = bcc }, accepted ? null : "OMS-A.8-2", "context.mail:bcc");

    [TestCase("mail:thread_id")]
    [TestCase("mail:thread")]
    [TestCase("mail:conversation_id")]
    [TestCase("mail:conversation")]
    [TestCase("mail:session_id")]
    public void The_thread_has_no_second_name(string key) => AssertRule(new() { [key] = "t" }, "OMS-A.8-3", $"context.{key}"); // OMS-A.8-3

    [Test]
    public void The_thread_has_no_second_name_at_the_top_level_either() // OMS-A.8-3, R-42
    {
        Event mail = ProfileSamples.With(DomainProfile.Mail, null) with { Extra = new() { ["mail:thread"] = "t" } };
        Assert.That(ProfileSamples.Refusal(mail), Is.EqualTo((OmsErrorCode.Schema, "OMS-A.8-3", "mail:thread")));
        ProfileSamples.AssertReadable(mail);
    }

    [TestCase(FieldGen.Address, true)]
    [TestCase(null, true)]
    [TestCase("<CA+abc122@mail.example.com>", false)]
    public void The_parent_is_named_by_its_address(string? parent, bool accepted) // OMS-A.8-3
    {
        Event mail = ProfileSamples.With(DomainProfile.Mail, new() { ["mail:in_reply_to"] = "<CA+abc122@mail.example.com>" }) with { ParentMessageId = parent };
        if (accepted) Assert.DoesNotThrow(() => mail.ToBlob());
        else Assert.That(ProfileSamples.Refusal(mail), Is.EqualTo((OmsErrorCode.Schema, "OMS-A.8-3", "parent_message_id")));
        Assert.DoesNotThrow(() => (mail with { StructuralTags = null, Context = null }).ToBlob(), "other conversations name messages as they like");
        ProfileSamples.AssertReadable(mail);
    }

    private static void AssertRule(OmsMap context, string? rule, string field)
    {
        Event mail = ProfileSamples.With(DomainProfile.Mail, context);
        if (rule is null) Assert.DoesNotThrow(() => mail.ToBlob());
        else Assert.That(ProfileSamples.Refusal(mail), Is.EqualTo((OmsErrorCode.Schema, rule, field)));
        ProfileSamples.AssertReadable(mail with { Context = new(context.Where(static entry => !entry.Value.IsNull)) });
    }

    private static void WriteFact(string extra)
    {
        using GrainWriter writer = new(GrainType.Fact);
        writer.Write(Field.Subject, "user");
        writer.Write(Field.Relation, "prefers");
        writer.Write(Field.Object, "dark mode");
        writer.Write(Field.Confidence, 0.9);
        writer.Write(Field.CreatedAt, 1768471200000);
        writer.WriteExtra(extra, "x");
        writer.ToBlob();
    }
}
