namespace OpenMemory.Disclosure;

/// <content>The policies that come with the library.</content>
public sealed partial class DisclosurePolicy
{
    /// <summary>
    /// <c>product-team</c>: no identity. Shows what happened, what tools did, how long it took and how it ended; hides who it was about, who
    /// wrote it, and all free text. Grains whose free text must stay are withheld: Events, Consents, tools whose input or content holds more
    /// than numbers and codes. An author who knows that a text names nobody tags the grain <c>disclose:product-team</c>: then only
    /// the fields of identity are hidden.
    /// </summary>
    public static DisclosurePolicy ProductTeam { get; } = new()
    {
        Name = "product-team",
        Description = "Product team: no identity. Shows issues, tools, durations, errors and goal states; hides persons and free text.",
        Rules =
        [
            new() { Name = "personal tags", Tags = ["pii:*"], Hide = FreeText },
            new() { Name = "no identity", Hide = Identifying },
            new() { Name = "no consents", Types = [GrainType.Consent], Withhold = true },
            new() { Name = "no free text", UnlessTags = ["disclose:product-team"], Keep = Harmless, Screen = [.. Screened, .. Words] },
            new() { Name = "no words of persons", UnlessTags = ["disclose:product-team"], Types = [GrainType.Event, GrainType.Goal], Hide = ["content", "content_blocks", "description"] },
        ],
    };

    /// <summary>
    /// <c>auditor</c>: everything but secrets. Withholds grains tagged <c>sec:*</c> and those of the legal profile, which may be privileged
    /// (OMS-A.2-1); shows all others as they are, sealed ones as ciphertext.
    /// </summary>
    public static DisclosurePolicy Auditor { get; } = new()
    {
        Name = "auditor",
        Description = "Auditor: everything but secrets and what may be privileged.",
        MaxSensitivity = Sensitivity.Phi,
        ShowSealed = true,
        Rules =
        [
            new() { Name = "all types", Types = [.. Enumerable.Range(1, 255).Select(static type => (GrainType)type)] },
            new() { Name = "personal data", Tags = ["pii:*", "phi:*", "legal:*"] },
            new() { Name = "no secrets", Tags = ["sec:*"], Withhold = true },
            new() { Name = "no privilege", Tags = ["profile:legal"], Withhold = true },
        ],
    };

    /// <summary>The policies that come with the library.</summary>
    public static IReadOnlyList<DisclosurePolicy> BuiltIn { get; } = [ProductTeam, Auditor];

    /// <summary>Finds a policy that comes with the library.</summary>
    /// <param name="name">Its name, for example <c>product-team</c>.</param>
    /// <returns>The policy; null where there is none of that name.</returns>
    public static DisclosurePolicy? Find(string name) => BuiltIn.FirstOrDefault(policy => policy.Name == name);
}
