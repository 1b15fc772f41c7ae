using System.Globalization;
using System.IO.Pipelines;

namespace OpenMemory.Cli.Input;

/// <summary>Framed streams of grains (§11.6), one after another until the input ends, so that <c>cat a b | decode -</c> loses nothing.</summary>
/// <param name="stream">The streams.</param>
/// <param name="takesUnsound">Whether a grain that a reader of frames refuses is handed on all the same, for a sink that says itself what is wrong.</param>
internal sealed class FramedInput(Stream stream, bool takesUnsound = false)
{
    private readonly PipeReader _pipe = PipeReader.Create(stream);
    private long _start, _index;

    /// <summary>Hands the bytes of every frame to <paramref name="sink"/>, which checks them.</summary>
    /// <exception cref="BadDataException">The framing is broken, or a grain is bad.</exception>
    internal void ForEach(BlobInput.Sink sink)
    {
        do
        {
            GrainStreamReader reader = new(_pipe, new GrainStreamOptions { SkipVerification = true }, leaveOpen: true);
            while (Next(reader))
            {
                try
                {
                    sink(reader.Frame.Span);
                }
                catch (OmsException exception)
                {
                    throw Bad(exception.Fault.At(_start + reader.FrameOffset));
                }
                _index++;
            }
            _start += reader.BytesConsumed;
        }
        while (HasMore());
    }

    private bool Next(GrainStreamReader reader)
    {
        try
        {
            return reader.ReadFrameAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (OmsException) when (takesUnsound && !reader.Frame.IsEmpty)
        {
            return true;
        }
        catch (OmsException exception)
        {
            throw Bad(exception.Fault.At(_start));
        }
    }

    private bool HasMore()
    {
        ReadResult next = _pipe.ReadAsync().AsTask().GetAwaiter().GetResult();
        _pipe.AdvanceTo(next.Buffer.Start);
        return !next.Buffer.IsEmpty;
    }

    private BadDataException Bad(OmsFault fault) => new(fault, string.Create(CultureInfo.InvariantCulture, $"in grain {_index}, counted from 0"));
}
