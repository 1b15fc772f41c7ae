namespace OpenMemory;

/// <summary>
/// What the domain profiles demand of authors (Appendix A), where a record declares them (OMS-A-1). Keys under a profile's
/// prefix that are not registered are not judged, but for second names of a mail's thread, which a rule forbids (OMS-A.8-3).
/// A record that declares none costs a look at its tags and keys.
/// </summary>
internal static class ProfileRules
{
    /// <summary>Checks what an author wrote.</summary>
    /// <exception cref="OmsException">A rule is broken.</exception>
    internal static void Check(GrainView view)
    {
        if (!IsConcerned(view)) return;
        Check(ProfileSubject.Of(view), static (rule, message, path, code) => AuthorRules.Fail(rule, message, path, code));
    }

    /// <summary>Reports every rule for storing that a record breaks.</summary>
    internal static void Check(ProfileSubject subject, ProfileReport report)
    {
        MailRules.RequireTag(subject, report);
        foreach (DomainProfile profile in DomainProfile.All)
        {
            if (subject.Has(profile)) CheckFields(subject, profile, report);
        }
        HealthcareRules.Check(subject, report);
        CheckBasis(subject, report);
        ConsumerRules.Check(subject, report);
        if (subject.Has(DomainProfile.Integration)) IntegrationRules.Check(subject, report);
        if (subject.Has(DomainProfile.Mail)) MailRules.Check(subject, report);
    }

    private static bool IsConcerned(GrainView view)
    {
        if (view.TryGet(Field.StructuralTags, out FieldValue tags))
        {
            foreach (FieldEntry tag in tags)
            {
                if (tag.Value.Kind == OmsValueKind.Text && tag.Value.Utf8.StartsWith("profile:"u8)) return true;
            }
        }
        return MailRules.HasFields(view);
    }

    private static void CheckFields(ProfileSubject subject, DomainProfile profile, ProfileReport report)
    {
        foreach ((string home, OmsMap map) in subject.Homes(profile))
        {
            foreach (ProfileField field in profile.Fields)
            {
                if (map.TryGetValue(field.Name, out OmsValue value) && !value.IsNull) ProfileValues.Check(field, value, home + field.Name, report);
            }
        }
    }

    /// <summary>Where a basis is needed for giving away, a stated one is an address or a token, not a blank.</summary>
    private static void CheckBasis(ProfileSubject subject, ProfileReport report)
    {
        if (subject.HasBlankBasis && (subject.Has(DomainProfile.Finance) || subject.Has(DomainProfile.Consumer)))
            report("R-41", "A blank processing basis is none", "processing_basis");
    }
}
