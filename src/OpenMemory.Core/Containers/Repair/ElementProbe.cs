using System.Buffers;

namespace OpenMemory;

/// <summary>Looks at a place for a whole element that is sound. What it gives is valid until it looks at another place.</summary>
internal sealed class ElementProbe(MgFileBytes bytes, GrainReadOptions reading, IReadOnlyList<IMgCodec>? codecs, RepairBudget budget)
{
    private const int FirstWindow = 1 << 14, SearchStep = 1 << 16, BeginningBytes = GrainHeader.Size + 4, ByteText = 2;
    private const byte Array4 = 0x84, Tag18 = 0xd2;
    private const string CutShort = "OMS-3.3-1";

    private static readonly SearchValues<byte> s_beginnings = SearchValues.Create([GrainHeader.Version, Array4, Tag18]);

    private readonly ByteWindow _window = new(bytes);
    private readonly int _maxBlob = Math.Min(reading.EffectiveLimits.MaxBlobBytes, Array.MaxLength - 1);

    internal RepairBudget Budget => budget;

    /// <summary>Looks at a place.</summary>
    /// <param name="start">The place.</param>
    /// <param name="end">Where the element ends at the latest.</param>
    /// <param name="isSure">Whether an element must begin here: what any bytes could be is then taken for one.</param>
    /// <param name="sureEnd">Where the index says that it ends, which makes as sure; or -1.</param>
    /// <param name="element">The element.</param>
    /// <param name="grain">A grain; of a compressed payload, over its expanded form.</param>
    /// <returns>Whether a sound grain stands there.</returns>
    internal bool Look(long start, long end, bool isSure, long sureEnd, out ReadOnlySpan<byte> element, out GrainView grain)
    {
        element = default;
        grain = default;
        if (!MayBegin(_window.At(start, (int)Math.Min(BeginningBytes, end - start)))) return false;
        try
        {
            if (!TryMeasure(start, end, out int length)) return false;
            element = _window.At(start, length);
            if (MgElement.IsEnvelope(element) && !CanExpand(GrainBlob.BytesIn(element))) return Refuse(length);
            Tolerance? tolerance = reading.Mode == ReadingMode.Compatible ? new() : null;
            if (!MgElement.TryParse(element, reading, tolerance, out grain, out _, codecs)) return Refuse(length);
            return isSure || start + length == sureEnd || MgElement.IsEnvelope(element) || IsTelling(grain) || Refuse(length);
        }
        catch (OmsException)
        {
            return false; // the codec of a compressed payload is not installed
        }
    }

    /// <summary>Whether an element begins at a place.</summary>
    internal bool Look(long start, long end, bool isSure, long sureEnd, out int length)
    {
        bool isGrain = Look(start, end, isSure, sureEnd, out ReadOnlySpan<byte> element, out _);
        length = element.Length;
        return isGrain;
    }

    /// <summary>Says why bytes are no grain.</summary>
    internal OmsFault Explain(long start, long end)
    {
        ReadOnlySpan<byte> lost = _window.At(start, (int)Math.Min(end - start, MostAt(start, end) + 1L));
        if (CompressedPayload.IsIn(lost)) return new(OmsErrorCode.Corrupt, "R-9", "The compressed payload is damaged, or its codec is missing", start);
        Tolerance? tolerance = reading.Mode == ReadingMode.Compatible ? new() : null;
        return MgElement.TryParse(lost, reading, tolerance, out _, out OmsFault fault)
            ? new(OmsErrorCode.Corrupt, "R-2", "The bytes are no grain of the file", start)
            : fault.At(start);
    }

    /// <summary>The first place from which a whole element stands that shows it is one; the end where there is none.</summary>
    internal long Search(long from, long end, CancellationToken cancellationToken)
    {
        for (long at = from; at < end;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int found = _window.At(at, (int)Math.Min(SearchStep, end - at)).IndexOfAny(s_beginnings);
            if (found < 0)
            {
                at = Math.Min(end, at + SearchStep);
                continue;
            }
            at += found;
            if (budget.IsExhausted) return end;
            if (Look(at, end, isSure: false, -1, out _)) return at;
            at++;
        }
        return end;
    }

    /// <summary>Whether bytes begin like an envelope: a tag or none, an array of four, the protected header.</summary>
    internal static bool BeginsEnvelope(ReadOnlySpan<byte> beginning) =>
        MgElement.IsEnvelope(beginning) && beginning.Length > 2 && (beginning[beginning[0] == Tag18 ? 2 : 1] >> 5) == ByteText;

    /// <summary>The tests that cost nothing.</summary>
    private static bool MayBegin(ReadOnlySpan<byte> beginning)
    {
        if (MgElement.IsEnvelope(beginning)) return BeginsEnvelope(beginning);
        if (beginning.Length < GrainHeader.MinBlobBytes || beginning[0] != GrainHeader.Version || beginning[2] == 0) return false;
        if (((GrainFlags)beginning[1] & GrainFlags.Signed) != 0) return false;
        if (CompressedPayload.IsIn(beginning)) return CompressedRegion.CodecByMagic(beginning[GrainHeader.Size..]) != 0;
        return MsgPack.IsMap(beginning[GrainHeader.Size]) || Cbor.IsMap(beginning[GrainHeader.Size]);
    }

    /// <summary>Whether the bytes themselves show that somebody wrote them as a grain.</summary>
    private static bool IsTelling(GrainView grain) => grain.IsSealed ? SealedView.TryParse(grain.Bytes, out _) : !grain.DeclaredType.IsEmpty;

    private bool Refuse(int length)
    {
        budget.Charge(2L * length);
        return false;
    }

    /// <summary>The largest element that may stand at a place.</summary>
    private int MostAt(long start, long end) => MgElement.MaxBytes(_window.At(start, (int)Math.Min(end - start, 2)), _maxBlob);

    /// <summary>Whether the payload of a blob in an envelope needs no expanding, or may be expanded once more; what it takes is charged.</summary>
    private bool CanExpand(ReadOnlySpan<byte> blob) => !CompressedPayload.IsIn(blob) || TryMeasureFrame(blob, out _, out _);

    /// <summary>Measures in windows that grow, so that a short failure reads little.</summary>
    private bool TryMeasure(long start, long end, out int length)
    {
        long most = Math.Min(end - start, MostAt(start, end));
        for (long size = Math.Min(most, FirstWindow); ; size = Math.Min(most, 8 * size))
        {
            ReadOnlySpan<byte> window = _window.At(start, (int)size);
            bool isCut;
            if (CompressedPayload.IsIn(window))
            {
                if (TryMeasureFrame(window, out length, out isCut)) return true;
            }
            else
            {
                if (MgElement.TryMeasure(window, codecs, _maxBlob, out length, out OmsFault fault)) return true;
                isCut = fault.Rule is CutShort or "R-2";
                budget.Charge(length);
            }
            if (!isCut || size == most) return false;
        }
    }

    private bool TryMeasureFrame(ReadOnlySpan<byte> blob, out int length, out bool isCut)
    {
        length = 0;
        isCut = false;
        if (MgElement.CodecOf(codecs) is not { } codec) return false;
        long most = Math.Min(_maxBlob, budget.Expansion);
        OperationStatus status = FrameMeasure.Measure(blob[GrainHeader.Size..], codec, most, out int frame, out long expanded);
        budget.ChargeExpansion(2 * expanded); // it is expanded once more to be read
        isCut = status == OperationStatus.NeedMoreData;
        length = GrainHeader.Size + frame;
        if (status == OperationStatus.Done) return true;
        budget.Charge(blob.Length);
        return false;
    }
}
