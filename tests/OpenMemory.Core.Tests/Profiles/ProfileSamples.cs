namespace OpenMemory.Tests;

/// <summary>Grains that declare a profile, and a legal value for every registered field.</summary>
internal static class ProfileSamples
{
    internal static ProfileFields Empty(DomainProfile profile) => Read(profile, OmsMap.Empty);

    internal static ProfileFields Read(DomainProfile profile, OmsMap map) => profile.Name switch
    {
        "healthcare" => new HealthcareProfile(map),
        "legal" => new LegalProfile(map),
        "finance" => new FinanceProfile(map),
        "robotics" => new RoboticsProfile(map),
        "science" => new ScienceProfile(map),
        "consumer" => new ConsumerProfile(map),
        "integration" => new IntegrationProfile(map),
        _ => new MailProfile(map),
    };

    internal static ProfileFields? Of(DomainProfile profile, Grain grain) => profile.Name switch
    {
        "healthcare" => HealthcareProfile.Of(grain),
        "legal" => LegalProfile.Of(grain),
        "finance" => FinanceProfile.Of(grain),
        "robotics" => RoboticsProfile.Of(grain),
        "science" => ScienceProfile.Of(grain),
        "consumer" => ConsumerProfile.Of(grain),
        "integration" => IntegrationProfile.Of(grain),
        _ => MailProfile.Of(grain),
    };

    /// <summary>A legal value of a field.</summary>
    internal static OmsValue Legal(ProfileField field) => field.Name switch
    {
        "int:http_path" => "/repos/{owner}/{repo}",
        "int:path_params" => new[] { "repo", "owner" },
        "int:response_mapping" => ".items[] | {id, name}",
        "int:allowed_outbound_hosts" => new[] { "https://api.example.com" },
        "mail:bcc" => OmsValue.FromArray(),
        _ when field.Values.Count > 0 => field.Values[0],
        _ => field.Kind switch
        {
            ProfileFieldKind.Text => "x",
            ProfileFieldKind.TextArray => new[] { "a", "b" },
            ProfileFieldKind.Integer => 7,
            ProfileFieldKind.EpochMs => 1768471200000,
            ProfileFieldKind.Number => 0.5,
            ProfileFieldKind.Boolean => true,
            _ => new OmsMap { ["x"] = 1.5 },
        },
    };

    /// <summary>All registered fields of a profile.</summary>
    internal static OmsMap Full(DomainProfile profile)
    {
        OmsMap map = [];
        foreach (ProfileField field in profile.Fields) map = new(map) { [field.Name] = Legal(field) };
        return map;
    }

    /// <summary>A grain with a context, under a profile's tag or none.</summary>
    internal static Event With(DomainProfile? profile, OmsMap? context) => new()
    {
        Content = "c", CreatedAt = 1, Context = context, StructuralTags = profile is null ? null : [profile.Tag],
    };

    /// <summary>Writes an author's grain and says what is refused.</summary>
    internal static (OmsErrorCode Code, string Rule, string? Field) Refusal(Grain grain)
    {
        OmsException? fault = Assert.Throws<OmsException>(() => grain.ToBlob());
        return (fault!.Code, fault.Fault.Rule, fault.Fault.Field);
    }

    /// <summary>The same fields as a grain that somebody else wrote, which is never judged by the rules for authors.</summary>
    internal static void AssertReadable(Grain grain)
    {
        GrainBlob blob = Grain.Restore(grain.ToFields(), sensitivity: Sensitivity.Phi).ToBlob();
        Grain read = Grain.Read(blob.Span);
        Assert.That(read.ToFields(), Is.EqualTo(grain.ToFields()));
        Assert.That(read.ToBlob(), Is.EqualTo(blob));
    }
}
