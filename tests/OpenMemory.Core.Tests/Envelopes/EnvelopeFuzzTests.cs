using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>Mutated envelopes: nothing but a fault comes out, and what is accepted is the bytes and nothing else (OMS-9.1-1).</summary>
[TestFixture]
public sealed class EnvelopeFuzzTests
{
    private static readonly byte[][] s_corpus =
    [
        .. Vectors.Rows("cose").Select(static row => Vectors.Hex(row, "envelope_hex")).Where(static envelope => envelope.Length < 1000),
        .. Vectors.Rows("invalid").Where(static row => row.GetProperty("kind").ValueEquals("envelope")).Select(static row => Vectors.Hex(row, "hex")),
        RawEnvelope.Of(other: "a306070fa106086369617405"),
    ];

    private int _accepted;

    [TestCase(1, 100_000)]
    public void Mutants_are_refused_or_read(int seed, int count)
    {
        _accepted = 0;
        Fuzz.Run(seed, count, s_corpus, ["did:key:z", "iat"], Check);
        Assert.That(_accepted, Is.GreaterThan(count / 50), "the mutants reach beyond the parser's first checks");
    }

    [Test, Explicit("Runs until it finds something or is stopped.")]
    public void Mutants_without_end() => Fuzz.Run(Environment.TickCount, long.MaxValue, s_corpus, ["did:key:z", "iat"], Check);

    private void Check(byte[] bytes)
    {
        if (!EnvelopeView.TryParse(bytes, out EnvelopeView view, out OmsFault fault))
        {
            if (fault.Code != OmsErrorCode.Corrupt || fault.Offset < 0 || fault.Offset > bytes.Length || fault.Message.Length == 0)
                throw new InvalidOperationException($"a fault that is none: {fault}");
            return;
        }
        _accepted++;
        if (fault.IsFault) throw new InvalidOperationException("accepted with a fault");
        if (view.KeyId.IsEmpty || view.ProtectedHeader.IsEmpty) throw new InvalidOperationException("accepted without a key id");
        if (!view.Payload.SequenceEqual(bytes.AsSpan(view.PayloadOffset, view.Payload.Length))) throw new InvalidOperationException("the payload is elsewhere");
        // A container finds the same payload, and the same end, by walking the items.
        if (!CborItem.TryFindPayload(bytes, out ReadOnlySpan<byte> payload) || !payload.SequenceEqual(view.Payload)) throw new InvalidOperationException("a container finds another payload");
        if (!CborItem.TryMeasure(bytes, out int length) || length != bytes.Length) throw new InvalidOperationException("a container finds another end");
    }
}
