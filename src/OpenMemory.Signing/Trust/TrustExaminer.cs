using System.Runtime.CompilerServices;

namespace OpenMemory.Signing;

/// <summary>
/// Applies a <see cref="TrustPolicy"/> to a grain, to a stream or to a <c>.mg</c> file of grains as they are delivered. One grain is in
/// memory at a time. Keys of signers whom no rule could trust are not looked up, unless they are did:key. Safe for use by several threads.
/// </summary>
public sealed class TrustExaminer
{
    private readonly SignatureVerifier _verifier;
    private readonly ListedKeys _keys;

    /// <summary>Makes an examiner.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="verifier">Verifies signatures; by default of did:key alone.</param>
    public TrustExaminer(TrustPolicy policy, SignatureVerifier? verifier = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Policy = policy;
        _verifier = verifier ?? new();
        _keys = new(policy, _verifier.Resolver);
    }

    /// <summary>The policy.</summary>
    public TrustPolicy Policy { get; }

    /// <summary>Examines a grain as it was delivered: a blob, or the envelope around one.</summary>
    /// <param name="delivered">All bytes; they are copied before anything is decided with them.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>What the policy says. Nothing is thrown for bad bytes.</returns>
    public ValueTask<TrustDecision> ExamineAsync(ReadOnlyMemory<byte> delivered, CancellationToken cancellationToken = default) =>
        DecideAsync(delivered.ToArray(), 0, 0, cancellationToken);

    /// <summary>Examines all grains of a file.</summary>
    /// <param name="file">The file, which stays open.</param>
    /// <param name="progress">Told the number of bytes done, now and then.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The report.</returns>
    /// <exception cref="IOException">The file cannot be read, or was changed while it was open.</exception>
    public async Task<TrustReport> ExamineAsync(MgFileReader file, IProgress<MgProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        TrustTally tally = new();
        await foreach (TrustDecision decision in DecideAsync(file, progress, cancellationToken).ConfigureAwait(false)) tally.Add(decision);
        return tally.ToReport();
    }

    /// <summary>Examines the grains of a framed stream up to its sentinel (§11.6).</summary>
    /// <param name="stream">Where the bytes come from; it stays open, and what follows the sentinel may be read from it and is lost.</param>
    /// <param name="options">Limits of frames.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The report; where the stream breaks off, of the grains before that.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public async Task<TrustReport> ExamineAsync(Stream stream, GrainStreamOptions options = default, CancellationToken cancellationToken = default)
    {
        GrainStreamReader reader = new(stream, options with { SkipVerification = true }, leaveOpen: true); // the verifier reads every grain itself
        await using (reader.ConfigureAwait(false)) return await ExamineAsync(reader, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Examines the grains that a reader of a framed stream still has before it (§11.6).</summary>
    /// <param name="stream">The reader, which is not disposed of; with <see cref="GrainStreamOptions.SkipVerification"/> it reads no grain twice.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The report; where the stream breaks off, of the grains before that.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public async Task<TrustReport> ExamineAsync(GrainStreamReader stream, CancellationToken cancellationToken = default)
    {
        TrustTally tally = new();
        try
        {
            await foreach (TrustDecision decision in DecideAsync(stream, cancellationToken).ConfigureAwait(false)) tally.Add(decision);
            return tally.ToReport();
        }
        catch (OmsException broken)
        {
            return tally.ToReport(broken.Fault);
        }
    }

    /// <summary>Decides on the grains of a file one by one, so that an importer takes what is trusted, and counts with a <see cref="TrustTally"/>.</summary>
    /// <param name="file">The file, which stays open.</param>
    /// <param name="progress">Told the number of bytes done, now and then.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The decisions in the order of the file, made as they are asked for.</returns>
    /// <exception cref="IOException">The file cannot be read, or was changed while it was open.</exception>
    public IAsyncEnumerable<TrustDecision> DecideAsync(MgFileReader file, IProgress<MgProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Decide(file, progress is null ? null : new ProgressMeter(progress, file.RegionLength), cancellationToken);
    }

    /// <summary>Decides on the grains of a framed stream one by one; ones that are not sound do not end it.</summary>
    /// <param name="stream">The reader, which is not disposed of; with <see cref="GrainStreamOptions.SkipVerification"/> it reads no grain twice.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The decisions in the order of the stream, made as they are asked for.</returns>
    /// <exception cref="OmsException">The framing is broken, or the stream ends before its sentinel.</exception>
    public IAsyncEnumerable<TrustDecision> DecideAsync(GrainStreamReader stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Decide(stream, cancellationToken);
    }

    private async IAsyncEnumerable<TrustDecision> Decide(MgFileReader file, ProgressMeter? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < file.Count; i++)
        {
            byte[] bytes = file.ReadElement(i);
            yield return await DecideAsync(bytes, i, file.OffsetOf(i), cancellationToken).ConfigureAwait(false);
            progress?.Add(bytes.Length);
        }
    }

    private async IAsyncEnumerable<TrustDecision> Decide(GrainStreamReader stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long i = 0; await MoveNextAsync(stream, cancellationToken).ConfigureAwait(false); i++)
            yield return await DecideAsync(stream.Frame.ToArray(), i, stream.FrameOffset, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<bool> MoveNextAsync(GrainStreamReader stream, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadFrameAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OmsException) when (!stream.Frame.IsEmpty)
        {
            return true; // a grain that is not sound: the verifier says so again, and the stream goes on
        }
    }

    private async ValueTask<TrustDecision> DecideAsync(byte[] bytes, long index, long offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SignatureCheck check = await _verifier.VerifyOwnedAsync(bytes, _keys, cancellationToken).ConfigureAwait(false);
        return new()
        {
            Index = index,
            Check = check,
            Verdict = Policy.Judge(check),
            Address = check.Grain?.Address ?? MgElement.AddressOf(bytes),
            Fault = check.Fault.IsFault ? check.Fault.At(offset) : default,
        };
    }
}
