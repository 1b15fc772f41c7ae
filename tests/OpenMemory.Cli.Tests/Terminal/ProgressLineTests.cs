using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Tests.Terminal;

[TestFixture]
internal sealed class ProgressLineTests
{
    private static readonly ErrorTerminal s_terminal = new(IsTerminal: true, Columns: static () => 80);

    private readonly TestClock _clock = new();
    private StringWriter _error = null!;

    [SetUp]
    public void SetUp() => _error = new StringWriter { NewLine = "\n" };

    [TearDown]
    public void TearDown() => _error.Dispose();

    [Test]
    public void A_terminal_shows_a_bar_with_rate_and_time_left_and_no_trace_at_the_end()
    {
        using (ProgressLine line = Line(100_000_000, s_terminal))
        {
            _clock.Advance(2);
            line.Report(25_000_000);
            Assert.That(_error.ToString(), Is.EqualTo("\rverifying [======                  ]  25 %  12.5 MB/s  6 s left"));
        }
        Assert.That(Screen(_error.ToString()), Is.Empty);
        Assert.That(_error.ToString(), Does.EndWith(" \r"));
    }

    [Test]
    public void The_bar_is_redrawn_at_most_ten_times_a_second()
    {
        using ProgressLine line = Line(1_000_000, s_terminal);
        for (int i = 0; i < 3000; i++)
        {
            _clock.Advance(0.001);
            line.Report(i);
        }
        Assert.That(_error.ToString().Count(static letter => letter == '\r'), Is.EqualTo(26), "2.5 s after half a second of silence, both ends");
    }

    [Test]
    public void A_shorter_line_leaves_nothing_of_a_longer_one()
    {
        using ProgressLine line = Line(10_000_000, s_terminal);
        _clock.Advance(0.5);
        line.Report(1);
        Assert.That(Screen(_error.ToString()), Does.EndWith("over 99 h left").Or.EndWith("h left"));
        _clock.Advance(0.5);
        line.Report(9_000_000);
        Assert.That(Screen(_error.ToString()), Is.EqualTo("verifying [=====================   ]  90 %  9.0 MB/s  1 s left"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Short_work_shows_nothing(bool isTerminal)
    {
        using (ProgressLine line = Line(10, isTerminal ? s_terminal : default))
        {
            _clock.Advance(0.499);
            line.Report(5);
            line.Report(10);
        }
        Assert.That(_error.ToString(), Is.Empty);
    }

    [Test]
    public void Elsewhere_a_plain_line_comes_every_ten_seconds()
    {
        using (ProgressLine line = Line(1000, default, ProgressUnit.Grains))
        {
            for (int second = 1; second <= 25; second++)
            {
                _clock.Advance(1);
                line.Report(second * 10);
            }
        }
        Assert.That(_error.ToString(), Is.EqualTo("verifying: 10 %, 10 grains/s, 1:30 min left\nverifying: 20 %, 10 grains/s, 1:20 min left\n"));
    }

    [TestCase(60, "1:00 min left")]
    [TestCase(3600, "1:00 h left")]
    [TestCase(360_000, "over 99 h left")]
    public void Time_left_is_said_in_the_unit_that_suits_it(int seconds, string left) =>
        Assert.That(ProgressText.Line("w", 1, seconds + 1, TimeSpan.FromSeconds(1), ProgressUnit.Grains), Does.EndWith(left));

    [Test]
    public void A_narrow_terminal_gets_no_more_than_a_line()
    {
        using ProgressLine line = Line(100, new ErrorTerminal(IsTerminal: true, Columns: static () => 30));
        _clock.Advance(1);
        line.Report(50);
        Assert.That(_error.ToString(), Has.Length.EqualTo(30), "a carriage return and 29 letters");
    }

    [Test]
    public void Threads_that_come_late_do_not_turn_it_back()
    {
        using ProgressLine line = Line(100, s_terminal);
        _clock.Advance(1);
        line.Report(90);
        _clock.Advance(1);
        line.Report(50);
        Assert.That(Screen(_error.ToString()), Does.Contain("90 %"));
    }

    [Test]
    public void Nothing_is_shown_of_no_work_and_after_the_end()
    {
        using (ProgressLine empty = Line(0, s_terminal))
        {
            _clock.Advance(20);
            empty.Report(0);
        }
        ProgressLine line = Line(10, s_terminal);
        line.Dispose();
        _clock.Advance(20);
        line.Report(5);
        Assert.That(_error.ToString(), Is.Empty);
    }

    [Test]
    public void The_total_may_come_with_the_reports()
    {
        using ProgressLine line = Line(0, s_terminal);
        _clock.Advance(20);
        line.Report(new MgProgress(1, 4));
        Assert.That(_error.ToString(), Does.Contain(" 25 %"));
    }

    [Test]
    public void Long_commands_tell_the_context_how_far_they_are()
    {
        using TestFolder folder = new();
        File.WriteAllText(folder["a.jsonl"], string.Join('\n', Enumerable.Range(0, 9000).Select(Samples.Fact)));
        CliRun.Of("pack", folder["a.jsonl"], "-o", folder["a.mg"]);
        foreach (string[] args in (string[][])
        [
            ["verify", folder["a.mg"]], ["report", folder["a.mg"], "-o", folder["a.html"]],
            ["repair", folder["a.mg"], "-o", folder["b.mg"]], ["pack", folder["a.jsonl"], "-o", folder["b.mg"]],
        ])
        {
            string label = args[0] switch { "verify" => "verifying", "repair" => "repairing", _ => "reading" };
            Assert.That(Shown(args), Does.Contain(" MB/s").And.Contain(label), args[0]);
            Assert.That(Screen(Shown(args)), Is.Empty);
            Assert.That(Shown([.. args, "--no-progress"]), Is.Empty);
        }
    }

    private static string Shown(string[] args)
    {
        using MemoryStream output = new();
        using StringWriter error = new();
        int exitCode = OpenMemoryCommand.Run(args, Stream.Null, output, error, s_terminal, new Rushing());
        Assert.That(exitCode, Is.Zero, error.ToString());
        return error.ToString();
    }

    private ProgressLine Line(long total, ErrorTerminal terminal, ProgressUnit unit = ProgressUnit.Bytes) => new("verifying", total, unit, _error, terminal, _clock);

    /// <summary>What is left on a terminal's line.</summary>
    private static string Screen(string written)
    {
        char[] line = new char[200];
        Array.Fill(line, ' ');
        int column = 0;
        foreach (char letter in written)
        {
            Assert.That(letter == '\r' || !char.IsControl(letter), Is.True);
            if (letter == '\r') column = 0;
            else line[column++] = letter;
        }
        return new string(line).TrimEnd();
    }

    /// <summary>A clock that goes on by a second whenever it is looked at.</summary>
    private sealed class Rushing : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref _seconds);
    }
}
