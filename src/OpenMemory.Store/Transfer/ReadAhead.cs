using System.Buffers;
using System.Runtime.ExceptionServices;

namespace OpenMemory.Store;

/// <summary>
/// Reads the grains of a file in its order, one run of them ahead: while a run is put into the store, the next is read, addressed and, where
/// the store takes grains that were read before, validated. Memory holds two runs, each of 256 KiB or one larger grain.
/// </summary>
internal sealed class ReadAhead : IAsyncDisposable
{
    private readonly MgFileReader _file;
    private readonly GrainReadOptions _options;
    private readonly OffsetPass _pass;
    private readonly GrainRun _run = new();
    private readonly bool _validates, _isAhead;
    private ReceivedGrain[] _next = [];
    private long[] _nextOffsets = [];
    private ExceptionDispatchInfo? _failure;
    private Task<int>? _reading;

    /// <param name="file">The file.</param>
    /// <param name="options">How grains are read.</param>
    /// <param name="validates">Whether grains are read, and not only addressed.</param>
    internal ReadAhead(MgFileReader file, GrainReadOptions options, bool validates)
    {
        (_file, _options, _validates) = (file, options, validates);
        _pass = new(file);
        _isAhead = OrderedWork.CoresOr(file.Options.Cores) > 1;
    }

    /// <summary>The grains of the run.</summary>
    internal ReceivedGrain[] Grains { get; private set; } = [];

    /// <summary>Where each of them begins, as <see cref="MgFileReader.OffsetOf"/>.</summary>
    internal long[] Offsets { get; private set; } = [];

    /// <summary>The number of grains in the run.</summary>
    internal int Count { get; private set; }

    /// <summary>Goes on to the next run.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="IOException">The file cannot be read, or was changed while it was open; all grains before that were given.</exception>
    internal async ValueTask<bool> MoveNextAsync()
    {
        _reading ??= Task.Run(ReadNext);
        Count = await _reading.ConfigureAwait(false);
        if (Count == 0)
        {
            _failure?.Throw();
            return false;
        }
        (Grains, _next) = (_next, Grains);
        (Offsets, _nextOffsets) = (_nextOffsets, Offsets);
        _reading = _isAhead && _failure is null ? Task.Run(ReadNext) : null;
        return true;
    }

    /// <summary>Waits until nothing reads the file any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_reading is { } reading) await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private int ReadNext()
    {
        if (_failure is not null) return 0;
        try
        {
            _pass.TryNext(_run);
        }
        catch (IOException exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception); // what stands before it in the run is whole
        }
        int count = Read();
        if (_validates) ReceivedGrain.ReadAll(_next.AsSpan(0, count), _options);
        else ReceivedGrain.AddressAll(_next.AsSpan(0, count));
        return count;
    }

    /// <summary>Copies the elements of the run, as far as they can be read.</summary>
    private int Read()
    {
        int count = _run.Count;
        if (_next.Length < count) (_next, _nextOffsets) = (new ReceivedGrain[count], new long[count]);
        byte[] buffer = count > 1 ? ArrayPool<byte>.Shared.Rent(_run.Length) : [];
        try
        {
            bool isWhole = count > 1 && TryRead(_run.Start, buffer.AsSpan(0, _run.Length)) is null;
            for (int i = 0; i < count; i++)
            {
                int start = _run.StartOf(i);
                byte[] element = GC.AllocateUninitializedArray<byte>(_run.EndOf(i) - start);
                if (isWhole) buffer.AsSpan(start, element.Length).CopyTo(element);
                else if (TryRead(_run.Start + start, element) is { } failure)
                {
                    _failure = failure;
                    return i;
                }
                _next[i] = new(element);
                _nextOffsets[i] = _run.Start + start;
            }
            return count;
        }
        finally
        {
            if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private ExceptionDispatchInfo? TryRead(long start, Span<byte> bytes)
    {
        try
        {
            _file.Region.ReadThroughHandle(start, bytes);
            return null;
        }
        catch (IOException exception)
        {
            return ExceptionDispatchInfo.Capture(exception);
        }
    }
}
