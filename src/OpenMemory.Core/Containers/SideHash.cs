using System.Buffers;
using System.Security.Cryptography;

namespace OpenMemory;

/// <summary>
/// SHA-256 of bytes that are brought in pieces: one piece is hashed while the next is brought, on another thread where there is one.
/// Memory holds a few pieces, lent by the pool.
/// </summary>
/// <param name="cores">The cores to use; with one, all of it happens on the caller's thread.</param>
internal sealed class SideHash(int cores) : IDisposable
{
    /// <summary>The size of a piece: large enough that threads seldom wait for one another.</summary>
    internal const int PieceBytes = 1 << 20;

    private const int Pieces = 2;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Piece[] _pieces = new Piece[cores == 1 ? 1 : Pieces];
    private Task _last = Task.CompletedTask;
    private int _next;

    /// <summary>The buffer to fill next, of <see cref="PieceBytes"/> or a little more. What was appended before it may still be read, not changed.</summary>
    internal byte[] Next()
    {
        Piece piece = _pieces[_next] ??= new(_hash);
        piece.Task.GetAwaiter().GetResult();
        return piece.Buffer;
    }

    /// <summary>Appends what was filled into the last buffer.</summary>
    internal void Append(int length)
    {
        Piece piece = _pieces[_next];
        piece.Length = length;
        if (_pieces.Length == 1) piece.Hash();
        else _last = piece.Task = _last.ContinueWith(static (_, state) => ((Piece)state!).Hash(), piece, CancellationToken.None, TaskContinuationOptions.DenyChildAttach, TaskScheduler.Default);
        _next = (_next + 1) % _pieces.Length;
    }

    /// <summary>The hash of everything, with what was filled into the last buffer.</summary>
    internal void Finish(int length, Span<byte> hash)
    {
        // Oldest first: a waiter can do a piece that nobody has begun, but not one that waits for another.
        for (int i = 0; i < _pieces.Length; i++) _pieces[(_next + i) % _pieces.Length]?.Task.GetAwaiter().GetResult();
        if (length > 0) _hash.AppendData(_pieces[_next].Buffer, 0, length);
        _hash.GetHashAndReset(hash);
    }

    public void Dispose()
    {
        for (int i = 0; i < _pieces.Length; i++) OrderedWork.Wait(_pieces[(_next + i) % _pieces.Length]?.Task ?? Task.CompletedTask);
        _hash.Dispose();
        foreach (Piece? piece in _pieces) piece?.GiveBack();
    }

    private sealed class Piece(IncrementalHash hash)
    {
        internal byte[] Buffer { get; private set; } = ArrayPool<byte>.Shared.Rent(PieceBytes);

        internal int Length { get; set; }

        internal Task Task { get; set; } = Task.CompletedTask;

        internal void Hash() => hash.AppendData(Buffer, 0, Length);

        internal void GiveBack()
        {
            byte[] buffer = Buffer;
            Buffer = [];
            if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
