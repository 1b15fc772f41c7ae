using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace OpenMemory.Store.Tests;

/// <summary>docs/observability.md names what the code has, and its examples run.</summary>
[TestFixture, NonParallelizable]
public sealed class DocumentTests
{
    private static string Document => File.ReadAllText(RepositoryFiles.PathOf("docs", "observability.md")).ReplaceLineEndings("\n");

    [Test]
    public void The_table_of_instruments_is_that_of_the_code()
    {
        List<string> rows = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name != StoreTelemetry.MeterName) return;
            string kind = instrument.GetType().Name.Split('`')[0].ToLowerInvariant();
            rows.Add($"| `{instrument.Name}` | {kind} | `{instrument.Unit}` | {instrument.Description} | ");
        };
        _ = StoreInstruments.IsOn;
        listener.Start();
        Assert.That(rows, Has.Count.EqualTo(5));
        Assert.That(Rows("Metrics").Select(static row => string.Join(" | ", row.Split(" | ")[..4]) + " | "), Is.EquivalentTo(rows));
    }

    [Test]
    public async Task The_attributes_of_each_instrument_are_those_that_are_recorded()
    {
        using StoreListener listener = new();
        using InMemoryGrainStore store = new();
        foreach (Func<IGrainStore, ContentAddress, Task> call in TelemetrySamples.Calls.Values)
            await call(store, (await store.PutAsync(TelemetrySamples.Bytes(TelemetrySamples.Fact()))).Address);
        Assert.That(async () => await store.Metadata.GetAsync(""), Throws.ArgumentException);
        foreach (string row in Rows("Metrics"))
        {
            string[] cells = row.Split('|', StringSplitOptions.TrimEntries);
            string[] recorded = [.. listener.Of(cells[1].Trim('`')).SelectMany(static measured => measured.Tags.Split(' ')).Select(static tag => tag.Split('=')[0]).Distinct()];
            Assert.That(Codes(cells[5]), Is.EquivalentTo(recorded), row);
        }
        string[] tags = [.. listener.Activities.SelectMany(static activity => activity.TagObjects).Select(static tag => tag.Key).Distinct()];
        Assert.That(Rows("Activities").Select(static row => Codes(row)[0]), Is.SupersetOf(tags));
    }

    [Test]
    public void The_lists_of_operations_and_outcomes_are_those_of_the_code()
    {
        Assert.That(Codes(Paragraph("Operations: ")), Is.EqualTo(StoreOperation.All.Select(static operation => operation.Name)));
        Assert.That(Codes(Paragraph("Outcomes: ")), Is.EqualTo(OperationEnd.Outcomes));
    }

    [Test]
    public void The_table_of_messages_is_that_of_the_code() =>
        Assert.That(Rows("Messages"), Is.EqualTo(LogEvents.All.Select(static entry => $"| {entry.Id} | `{entry.Name}` | {entry.Level} | {entry.Message} |")));

    [Test]
    public async Task The_examples_run()
    {
        ServiceCollection services = new();
        ObservabilityExamples.Add(services);
        await using ServiceProvider provider = services.BuildServiceProvider();
        using StringWriter output = new();
        using (ObservabilityExamples.Listen(output)) await provider.GetRequiredKeyedService<IGrainStore>("scratch").ExistsAsync(default);
        Assert.That(output.ToString(), Does.StartWith(StoreTelemetry.OperationDuration + " 0.").And.Contain("[operation, exists], [outcome, not_found], [backend, memory]"));
    }

    /// <summary>The rows of the table under a heading.</summary>
    private static string[] Rows(string heading)
    {
        string section = Document.Split($"\n## {heading}\n")[1].Split("\n## ")[0];
        string[] rows = [.. section.Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];
        Assert.That(rows, Is.Not.Empty, heading);
        return rows;
    }

    private static string Paragraph(string beginning) =>
        Document.Split("\n\n").Single(paragraph => paragraph.StartsWith(beginning, StringComparison.Ordinal));

    private static string[] Codes(string text) => [.. Regex.Matches(text, "`([^`]+)`").Select(static match => match.Groups[1].Value)];
}
