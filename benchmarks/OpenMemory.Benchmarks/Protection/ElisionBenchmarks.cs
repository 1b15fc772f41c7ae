using BenchmarkDotNet.Attributes;
using OpenMemory.Disclosure;

namespace OpenMemory.Benchmarks;

/// <summary>
/// Fields hidden from a Fact, beside the hashes alone that this takes: one for each value and one for the disclosed grain's address. The
/// budget is 1 µs for each hidden field above those.
/// </summary>
[MemoryDiagnoser]
public class ElisionBenchmarks
{
    private static readonly string[] s_fields = ["user_id", "namespace", "subject", "object", "context", "structural_tags", "provenance_chain"];

    private readonly List<byte[]> _values = [];
    private string[] _fields = [];
    private GrainBlob _original = null!, _disclosed = null!;

    /// <summary>How many fields are hidden.</summary>
    [Params(1, 3, 7)]
    public int Hidden { get; set; }

    /// <summary>How the grain is written.</summary>
    [Params(PayloadEncoding.MessagePack, PayloadEncoding.Cbor)]
    public PayloadEncoding Encoding { get; set; }

    /// <summary>Prepares both sides and checks that the disclosed grain is the original's.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _fields = s_fields[..Hidden];
        GrainBlob grain = (Samples.Vector1() with
        {
            UserId = "customer-456", Namespace = "support:billing", Context = new() { ["ticket"] = "INV-2041", ["hop"] = 3 }, StructuralTags = ["pii:name", "billing"],
            ProvenanceChain = [new() { SourceHash = new string('a', 64), Method = "extraction", Weight = 1 }],
        }).ToBlob();
        foreach (string field in _fields)
        {
            if (Field.TryParse(field, out Field known) && grain.View().TryGet(known, out FieldValue value)) _values.Add(value.Encoded.ToArray());
        }
        _original = grain.Transcode(Encoding);
        _disclosed = Elide();
        if (_values.Count != Hidden || !DisclosureCheck.AgainstOriginal(_disclosed, _original).IsConsistent) throw new InvalidOperationException("Not what was hidden.");
    }

    /// <summary>The hashes alone.</summary>
    /// <returns>Something of them.</returns>
    [Benchmark(Baseline = true, Description = "the hashes alone")]
    public int Hash()
    {
        int sum = 0;
        foreach (byte[] value in _values) sum += ContentAddress.Compute(value).GetHashCode();
        return sum + ContentAddress.Compute(_disclosed.Span).GetHashCode();
    }

    /// <summary>Hiding the fields.</summary>
    /// <returns>The disclosed grain.</returns>
    [Benchmark(Description = "elide")]
    public GrainBlob Elide() => Elision.Elide(_original, _fields);

    /// <summary>The receiver's side, with the original at hand.</summary>
    /// <returns>The report.</returns>
    [Benchmark(Description = "check against the original")]
    public DisclosureReport Check() => DisclosureCheck.AgainstOriginal(_disclosed, _original);
}
