using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Report;

/// <summary>
/// HTML in the making. What stands in the source code is taken as it is; every value put into it is cleaned, bounded and
/// escaped, so that nothing of a file can become markup.
/// </summary>
internal sealed class Html
{
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new();

    /// <summary>Adds markup with values, which has happened once the interpolated text is there.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "The text is added to this object by its handler.")]
    internal void Add([InterpolatedStringHandlerArgument("")] ref Markup markup) => _ = markup;

    public override string ToString() => _text.ToString();

    /// <summary>Takes the pieces of an interpolated text.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Markup
    {
        private readonly StringBuilder _text;

        public Markup(int literalLength, int formattedCount, Html html)
        {
            _text = html._text;
            _text.EnsureCapacity(_text.Length + literalLength + (16 * formattedCount));
        }

        internal void AppendLiteral(string markup) => _text.Append(markup);

        internal void AppendFormatted(string text) => _text.Append(s_encoder.Encode(PlainText.Clean(text, 4 * ReportOptions.MaxNameRunes)));

        /// <summary>A number for people: <c>12,345</c>.</summary>
        internal void AppendFormatted(long number) => _text.Append(number.ToString("N0", CultureInfo.InvariantCulture));

        /// <summary>A number for drawings: <c>12.5</c>.</summary>
        internal void AppendFormatted(double number) => _text.Append(number.ToString("0.###", CultureInfo.InvariantCulture));

        internal void AppendFormatted(Html inner) => _text.Append(inner._text);
    }
}
