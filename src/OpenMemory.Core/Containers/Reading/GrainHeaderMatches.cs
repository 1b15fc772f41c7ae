using System.Collections;

namespace OpenMemory;

/// <summary>The positions of a file's grains whose headers match a filter, in the order of the file.</summary>
public readonly struct GrainHeaderMatches : IEnumerable<int>
{
    private readonly MgFileReader _file;
    private readonly GrainHeaderFilter _filter;

    internal GrainHeaderMatches(MgFileReader file, GrainHeaderFilter filter)
    {
        _file = file;
        _filter = filter;
    }

    /// <summary>Begins with the first grain.</summary>
    /// <returns>The enumerator.</returns>
    public Enumerator GetEnumerator() => new(_file, _filter);

    IEnumerator<int> IEnumerable<int>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Finds one position after the other.</summary>
    public struct Enumerator : IEnumerator<int>
    {
        private readonly MgFileReader _file;
        private readonly GrainHeaderFilter _filter;

        internal Enumerator(MgFileReader file, GrainHeaderFilter filter)
        {
            _file = file;
            _filter = filter;
            Current = -1;
        }

        /// <summary>The position of a grain that matches.</summary>
        public int Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        /// <summary>Goes on to the next grain that matches.</summary>
        /// <returns>False when there is none.</returns>
        public bool MoveNext()
        {
            while (++Current < _file.Count)
            {
                if (_file.TryReadHeader(Current, out GrainHeader header) && _filter.Matches(header)) return true;
            }
            Current = _file.Count; // stays at the end
            return false;
        }

        /// <summary>Begins anew.</summary>
        public void Reset() => Current = -1;

        /// <summary>Does nothing.</summary>
        public readonly void Dispose()
        {
        }
    }
}
