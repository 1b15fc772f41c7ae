namespace OpenMemory.Tests;

/// <summary>The README's example, compiled and run; the README shows the lines between the marks.</summary>
internal static class ReadmeExample
{
    internal static void Run()
    {
        // <example>
        Fact fact = new()
        {
            Subject = "customer-456",
            Relation = "prefers",
            Object = "email over phone",
            Confidence = 0.9,
            CreatedAt = DateTimeOffset.UtcNow,
            Namespace = "support:billing",
            StructuralTags = ["pii:name"], // raises the header's sensitivity by itself
        };
        GrainBlob blob = fact.ToBlob(); // canonical bytes and their content address
        using (MgFileWriter writer = MgFileWriter.Create("memory.mg"))
        {
            writer.Add(blob);
            writer.Complete(); // flushed, then renamed into place
        }

        using MgFileReader file = MgFileReader.Open("memory.mg");
        file.Verify(MgCheck.Canonical).ThrowIfFaulty();
        Grain read = file.GetBlob(0).ToGrain();
        Console.WriteLine($"{blob.Address}: {GrainJson.ToJson(read)}");
        // </example>
    }
}
