using OpenMemory.Disclosure;
using OpenMemory.Erasure;
using OpenMemory.Store;

namespace OpenMemory.Documents.Tests;

/// <summary>The examples of docs/privacy.md; the document shows the lines between the marks.</summary>
internal static class PrivacyExamples
{
    internal static async Task<(SubjectReport Report, List<string> Copy)> Report(GrainStore store)
    {
        List<string> copy = [];
        // <report>
        SubjectReport report = await store.ReportSubjectAsync("customer-456", new() { IncludeMentions = true, Actor = "data-protection" });
        foreach (SubjectMatch match in report.Matches)
        {
            GrainBlob? grain = await store.GetOpenedAsync(match.Address, "customer-456"); // what is sealed for the person is opened
            if (grain is not null) copy.Add(GrainJson.ToJson(ReceivedGrain.Read(grain.Delivered.Span).Grain));
        }
        foreach (SubjectLimit limit in report.Limits) Console.WriteLine($"not looked at: {limit.Kind} ({limit.Count})");
        // </report>
        return (report, copy);
    }

    internal static async Task<SubjectErasure> Erase(IGrainStore store)
    {
        // <erase>
        SubjectErasure erasure = await store.EraseSubjectAsync("customer-456", new() { Actor = "data-protection", Reason = "art. 17" });
        Console.WriteLine($"{erasure.Erased.Count} grains erased, {erasure.Held.Count} under a hold, key destroyed: {erasure.Receipt is not null}");
        foreach (SubjectLimit limit in erasure.Limits) Console.WriteLine($"{(limit.MakesIncomplete ? "not complete" : "to know")}: {limit.Kind}");
        // </erase>
        return erasure;
    }

    internal static (string? Found, ElisionRisk Risk) Guess(GrainBlob original)
    {
        // <guess>
        GrainBlob disclosed = Elision.Elide(original, Field.Object);             // "object" is a city, and hidden

        string[] cities = ["Berlin", "Bremen", "Dresden", "Hamburg", "Leipzig"]; // what anybody would try
        string? found = Array.Find(cities, city =>
            DisclosureCheck.Examine(disclosed, new Dictionary<string, OmsValue> { ["object"] = city })
                .Find("object") is { Status: FieldDisclosure.Proven });

        ElisionRisk risk = ElisionRisk.Estimate(original, ["object"]).Single(); // asked before anything is disclosed: High
        // </guess>
        return (found, risk);
    }

    internal static DisclosurePolicy Withhold() =>
        // <withhold>
        new()
        {
            Name = "statistics-partner",
            Rules =
            [
                new() { Name = "all facts", Types = [GrainType.Fact], Hide = ["user_id", "subject"] },
                new() { Name = "where people live", Relations = ["lives_in"], Withhold = true },
            ],
        };
        // </withhold>

    internal static (GrainHeader Kept, GrainHeader Blank, bool IsLinked) Headers(UserKeyRing ring, GrainBlob first, GrainBlob second)
    {
        // <headers>
        GrainBlob kept = ring.Seal("customer-456", first);                                                   // type, sensitivity, bucket, second
        GrainBlob blank = ring.Seal("customer-456", second, new() { Header = HeaderPrivacy.Blank });         // type and sensitivity

        bool isLinked = SealedView.TryParse(kept.Span, out SealedView one) && SealedView.TryParse(blank.Span, out SealedView other)
            && one.Token.SequenceEqual(other.Token);                                                         // the same person, whoever it is
        // </headers>
        return (kept.Header, blank.Header, isLinked);
    }
}
