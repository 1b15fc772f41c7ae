using System.Security.Cryptography;

namespace OpenMemory.Benchmarks;

/// <summary>The rows of single grains and of batches.</summary>
internal sealed class GrainRows(Corpus corpus)
{
    private const int BatchSize = 10_000, TurnSize = 1000, FieldReads = 100_000;

    private static readonly Field[] s_fields = [Field.Subject, Field.Object, Field.Namespace, Field.AuthorDid];
    private static readonly byte[][] s_texts = [.. ((string[])["user", "dark mode", "shared", Samples.Author]).Select(System.Text.Encoding.UTF8.GetBytes)];

    private readonly byte[] _buffer = new byte[256], _hash = new byte[SHA256.HashSizeInBytes];
    private readonly ContentAddress[] _addresses = new ContentAddress[BatchSize];
    private readonly int _turn = Math.Min(TurnSize, corpus.Count), _batch = Math.Min(BatchSize, corpus.Count);
    private int _from;

    internal IEnumerable<TableWork> All()
    {
        yield return new(RowNames.Encode, "grain", _turn, Encode, CheckEncode) { Parameters = "159 B", LimitName = "SHA256.HashData", Limit = HashEach };
        yield return new(RowNames.Parse, "grain", _turn, Parse, CheckParse) { Parameters = "159 B", LimitName = "one pass over the bytes", Limit = PassEach };
        yield return new(RowNames.ReadField, "field", FieldReads, ReadFields, CheckFields) { Parameters = "159 B", LimitName = "a read of memory", Limit = ReadBytes };
        yield return new(RowNames.Address, "grain", _turn, Address, CheckAddress) { Parameters = "159 B", LimitName = "SHA256.HashData", Limit = HashEach };
        yield return new(RowNames.Batch, "grain", _batch, Batch, CheckBatch)
        {
            Parameters = "159 B, 10,000 at once", LimitName = "SHA256.HashData of one buffer", Limit = HashAll,
        };
    }

    private void Encode()
    {
        for (int i = Turn(_turn), end = i + _turn; i < end; i++) TableWork.Sink += Samples.WriteVector1(_buffer, createdAt: Corpus.TimeOf(i));
    }

    private void CheckEncode()
    {
        for (int i = 0; i < corpus.Count; i++)
        {
            int length = Samples.WriteVector1(_buffer, createdAt: Corpus.TimeOf(i));
            Proof.That(_buffer.AsSpan(0, length).SequenceEqual(corpus.GrainAt(i)));
        }
    }

    private void HashEach()
    {
        for (int i = Turn(_turn), end = i + _turn; i < end; i++) SHA256.HashData(corpus.GrainAt(i), _hash);
    }

    private void Parse()
    {
        for (int i = Turn(_turn), end = i + _turn; i < end; i++) TableWork.Sink += GrainView.Parse(corpus.GrainAt(i)).Count;
    }

    private void CheckParse()
    {
        for (int i = 0; i < corpus.Count; i++)
        {
            Proof.That(GrainView.TryParse(corpus.GrainAt(i), out GrainView view, out _));
            Proof.That(view.TryGet(Field.CreatedAt, out FieldValue time) && time.Int64 == Corpus.TimeOf(i));
            ProveTexts(view);
        }
    }

    private void PassEach()
    {
        ulong sum = 0;
        for (int i = Turn(_turn), end = i + _turn; i < end; i++) sum += Limits.Pass(corpus.GrainAt(i));
        TableWork.Sink += (long)sum;
    }

    private void ReadFields()
    {
        GrainView view = GrainView.Parse(corpus.GrainAt(0));
        long sum = 0;
        for (int i = 0; i < FieldReads; i++)
        {
            view.TryGet(s_fields[i & 3], out FieldValue value);
            sum += value.Count;
        }
        TableWork.Sink += sum;
    }

    private void CheckFields()
    {
        Proof.That(GrainView.TryParse(corpus.GrainAt(0), out GrainView view, out _));
        ProveTexts(view);
    }

    private static void ProveTexts(in GrainView view)
    {
        for (int i = 0; i < s_fields.Length; i++) Proof.That(view.TryGet(s_fields[i], out FieldValue value) && value.Utf8.SequenceEqual(s_texts[i]));
    }

    private void ReadBytes()
    {
        ReadOnlySpan<byte> grain = corpus.GrainAt(0);
        long sum = 0;
        for (int i = 0; i < FieldReads; i++) sum += grain[i & 127];
        TableWork.Sink += sum;
    }

    private void Address()
    {
        for (int i = Turn(_turn), end = i + _turn; i < end; i++) TableWork.Sink += ContentAddress.Compute(corpus.GrainAt(i)) == default ? 1 : 0;
    }

    private void CheckAddress()
    {
        for (int i = 0; i < corpus.Count; i++) Proof.That(ContentAddress.Compute(corpus.GrainAt(i)) == Expected(i));
    }

    private void Batch() => ContentAddress.ComputeBatch(corpus.Bytes, corpus.Ranges.AsSpan(Turn(_batch), _batch), _addresses);

    private void CheckBatch()
    {
        for (int from = 0; from < corpus.Count; from += _batch)
        {
            ReadOnlySpan<Range> blobs = corpus.Ranges.AsSpan(from, Math.Min(_batch, corpus.Count - from));
            ContentAddress.ComputeBatch(corpus.Bytes, blobs, _addresses);
            for (int i = 0; i < blobs.Length; i++) Proof.That(_addresses[i] == Expected(from + i));
        }
    }

    private void HashAll() => SHA256.HashData(corpus.Bytes.AsSpan(Turn(_batch) * Corpus.GrainBytes, _batch * Corpus.GrainBytes), _hash);

    /// <summary>Where the next turn begins: turns walk through all grains.</summary>
    private int Turn(int size)
    {
        int from = _from + size <= corpus.Count ? _from : 0;
        _from = from + size;
        return from;
    }

    /// <summary>What the class library says of the grain as it was written.</summary>
    private ContentAddress Expected(int i)
    {
        SHA256.HashData(corpus.Blobs[i].Span, _hash);
        return new(_hash);
    }
}
