using System.Text.Json;

namespace OpenMemory.Cli.Tests.Report;

/// <summary>The page as a browser shows it.</summary>
[TestFixture]
internal sealed class ReportBrowserTests
{
    private Browser _browser = null!;
    private TestFolder _folder = null!;

    [OneTimeSetUp]
    public async Task StartBrowser()
    {
        if (Browser.Find() is not { } path) Assert.Ignore("No Chromium is installed: apt-get install chromium-headless-shell");
        else _browser = await Browser.StartAsync(path);
    }

    [OneTimeTearDown]
    public void StopBrowser() => _browser?.Dispose();

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task The_support_case_renders_without_a_complaint_or_a_request()
    {
        string file = ReportSamples.SupportCase(_folder);
        BrowserPage page = await BrowserPage.OpenAsync(_browser, file);
        Assert.That(await page.TextAsync("h1"), Is.EqualTo("support-case.mg"));
        Assert.That(await page.TextAsync(".verdict"), Does.StartWith("Sound").And.Contain("17 grains"));
        Assert.That(await page.CountAsync(".times g"), Is.EqualTo(4), "the days with grains");
        Assert.That(await page.TextAsync("figure.chain:nth-of-type(2)"), Does.Contain("active: Return the duplicate charge").And.Contain("superseded").And.Contain("current"));
        Assert.That(await page.RowsAsync(), Has.Length.EqualTo(17));
        Assert.That(page.Complaints, Is.Empty);
        Assert.That(page.Requests, Is.EqualTo((string[])[new Uri(file).AbsoluteUri]));
    }

    [Test]
    public async Task Typing_and_choosing_filter_the_list()
    {
        BrowserPage page = await BrowserPage.OpenAsync(_browser, ReportSamples.SupportCase(_folder));
        await page.TypeAsync("search", "PORTUGUÊS language");
        Assert.That(await page.RowsAsync(), Is.EqualTo((string[])["customer-2184 preferred_language Português"]));
        Assert.That(await page.TextAsync("#found"), Is.EqualTo("1 of 17 grains"));
        await page.TypeAsync("search", "");
        Assert.That(await page.RowsAsync(), Has.Length.EqualTo(17));
        await page.ChooseAsync("type", "goal");
        Assert.That(await page.RowsAsync(), Has.Length.EqualTo(4).And.Exactly(2).EndsWith("invoice INV-5306").And.Exactly(2).EndsWith("by 13 March"));
        await page.ChooseAsync("type", "");
        await page.ChooseAsync("sensitivity", "2");
        Assert.That(await page.RowsAsync(), Has.Length.EqualTo(1).And.All.StartsWith("user: Customer Mariana"));
        await page.ChooseAsync("sensitivity", "");
        await page.ChooseAsync("namespace", "1");
        Assert.That(await page.RowsAsync(), Has.Length.EqualTo(2));
        await page.TypeAsync("search", "no such words");
        Assert.That(await page.TextAsync("#found"), Is.EqualTo("0 of 17 grains"));
        Assert.That(page.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_row_opens_by_keyboard_and_a_chain_leads_to_its_grain()
    {
        BrowserPage page = await BrowserPage.OpenAsync(_browser, ReportSamples.SupportCase(_folder));
        await page.EvaluateAsync("document.querySelectorAll('#rows .open')[2].focus()");
        await page.PressAsync("Enter", 13);
        Assert.That(await page.TextAsync(".detail pre"), Does.StartWith("{\n  \"type\": \"fact\"").And.Contain("\"prefers_channel\""));
        await page.PressAsync("Enter", 13);
        Assert.That(await page.CountAsync(".detail"), Is.Zero);
        await page.EvaluateAsync("document.querySelector('figure.chain:nth-of-type(2) .head a').click()");
        Assert.That(await page.RowsAsync(), Is.EqualTo((string[])["satisfied: Return the duplicate charge on invoice INV-5306"]));
        Assert.That(await page.TextAsync(".detail pre"), Does.Contain("\"goal_state\": \"satisfied\""));
        Assert.That(page.Complaints, Is.Empty);
    }

    [TestCase(320)]
    [TestCase(375)]
    public async Task A_phone_shows_the_page_without_scrolling_sideways(int width)
    {
        foreach (string file in (string[])[ReportSamples.SupportCase(_folder), ReportSamples.Page(_folder, "hostile.mg", ReportSamples.Hostile())])
        {
            BrowserPage page = await BrowserPage.OpenAsync(_browser, file, width);
            await page.EvaluateAsync("for (const button of document.querySelectorAll('#rows .open, summary')) button.click()");
            Assert.That((await page.EvaluateAsync("document.scrollingElement.scrollWidth")).GetInt32(), Is.LessThanOrEqualTo(width));
            Assert.That(await page.CountAsync(".detail"), Is.EqualTo((await page.RowsAsync()).Length));
            Assert.That(page.Complaints, Is.Empty);
        }
    }

    [Test]
    public async Task Hostile_grains_do_nothing_but_stand_there()
    {
        string name = OperatingSystem.IsWindows() ? "hostile.mg" : "<img src=x onerror=alert(1)>\u202e.mg";
        string file = ReportSamples.Page(_folder, name, ReportSamples.Hostile());
        BrowserPage page = await BrowserPage.OpenAsync(_browser, file);
        await page.EvaluateAsync("for (const button of document.querySelectorAll('#rows .open, summary')) button.click()");
        Assert.That(await page.RowsAsync(), Has.Length.EqualTo(ReportSamples.Hostile().Count()));
        Assert.That(await page.TextAsync("#rows"), Does.Contain("</script><script>alert(1)</script>").And.Contain("__proto__"));
        Assert.That((await page.TextAsync("body")).IndexOfAny(['\u202e', '\u2066', '\u2028', '\u2029', '\u0007']), Is.EqualTo(-1));
        Assert.That((await page.CountAsync("script"), await page.CountAsync("img"), await page.CountAsync("[onclick], [onload], [onerror]")), Is.EqualTo((2, 0, 0)));
        Assert.That((await page.EvaluateAsync("({}).polluted === undefined && document.title.length < 200")).GetBoolean(), Is.True);
        await page.TypeAsync("search", "__proto__ constructor");
        await page.TypeAsync("search", "<img src=x onerror=alert(1)>");
        Assert.That(await page.RowsAsync(), Is.Not.Empty);
        Assert.That(page.Complaints, Is.Empty);
        Assert.That(page.Requests, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task The_policy_stops_a_script_that_got_in_all_the_same()
    {
        BrowserPage page = await BrowserPage.OpenAsync(_browser, ReportSamples.SupportCase(_folder));
        await page.EvaluateAsync("document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.gotIn = true' }))");
        await page.EvaluateAsync("document.body.append(Object.assign(document.createElement('img'), { src: 'http://127.0.0.1:9/x.png' }))");
        Assert.That((await page.EvaluateAsync("window.gotIn === undefined")).GetBoolean(), Is.True);
        Assert.That(page.Complaints, Is.Not.Empty, "the test sees what goes wrong");
    }

    [TestCase("light")]
    [TestCase("dark")]
    public async Task Text_stands_out_in_light_and_dark(string scheme)
    {
        BrowserPage page = await BrowserPage.OpenAsync(_browser, ReportSamples.SupportCase(_folder), scheme: scheme);
        double ground = await LuminanceAsync(page, "body", "backgroundColor");
        Assert.That(ground, scheme == "dark" ? Is.LessThan(0.05) : Is.GreaterThan(0.8));
        foreach (string selector in (string[])["body", "section > p", "a", "summary", ".kind"])
        {
            double ink = await LuminanceAsync(page, selector, "color");
            Assert.That((Math.Max(ground, ink) + 0.05) / (Math.Min(ground, ink) + 0.05), Is.GreaterThanOrEqualTo(4.5), selector);
        }
    }

    [Test]
    public async Task Damaged_grains_are_listed_with_their_fault()
    {
        ReportSamples.Page(_folder, "a.mg", Enumerable.Range(0, 20).Select(Samples.Fact));
        byte[] bytes = File.ReadAllBytes(_folder["a.mg"]);
        bytes[16 + (4 * 20) + 9] = 0xc1; // the first byte of the first payload becomes one that MessagePack never uses
        _folder.Write("a.mg", bytes);
        BrowserPage page = await BrowserPage.OpenAsync(_browser, ReportSamples.PageOf(_folder, "a.mg"));
        Assert.That(await page.TextAsync(".verdict"), Does.StartWith("2 faults"));
        Assert.That(await page.TextAsync("#faults"), Does.Contain("ERR_INTEGRITY").And.Contain("grain 0"));
        Assert.That(await page.TextAsync("#rows tr"), Does.Contain("fault"));
        await page.EvaluateAsync("document.querySelector('#rows .open').click()");
        Assert.That(await page.TextAsync(".detail"), Does.Contain("ERR_").And.Contain("rule"));
        Assert.That(page.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_long_list_comes_in_steps()
    {
        BrowserPage page = await BrowserPage.OpenAsync(_browser, ReportSamples.Page(_folder, "a.mg", Enumerable.Range(0, 250).Select(Samples.Fact)));
        Assert.That(await page.RowsAsync(), Has.Length.EqualTo(100));
        await page.EvaluateAsync("document.getElementById('more').click()");
        Assert.That(await page.TextAsync("#more"), Is.EqualTo("Show 50 more"));
        await page.EvaluateAsync("document.getElementById('more').click()");
        Assert.That(await page.RowsAsync(), Has.Length.EqualTo(250));
        Assert.That((await page.EvaluateAsync("document.getElementById('more').hidden")).GetBoolean(), Is.True);
    }

    /// <summary>The relative luminance of a colour, 0 … 1, as the contrast of text is defined by it.</summary>
    private static async Task<double> LuminanceAsync(BrowserPage page, string selector, string property)
    {
        JsonElement parts = await page.EvaluateAsync($"getComputedStyle(document.querySelector('{selector}')).{property}.match(/[0-9.]+/g).map(Number)");
        double[] linear = [.. parts.EnumerateArray().Take(3).Select(static part => part.GetDouble() / 255)
            .Select(static part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))];
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }
}
