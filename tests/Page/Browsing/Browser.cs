using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace LmmCl.Page.Tests.Browsing;

/// <summary>A Chromium of its own, with an empty profile; records what it asks for and what its console says.</summary>
internal sealed class Browser : IDisposable
{
    internal const string Chromium = "/usr/bin/chromium";
    internal const string Driver = "/usr/bin/chromedriver";

    private static readonly TimeSpan longestWait = TimeSpan.FromMinutes(2);

    private static readonly string[] switches =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions", "--disable-dev-shm-usage",
        "--no-default-browser-check", "--metrics-recording-only", "--disable-features=OptimizationHints,MediaRouter,Translate",
    ];

    private readonly string profile = Directory.CreateTempSubdirectory("lmmcl-chromium-").FullName;
    private readonly ChromeDriver driver;
    private readonly List<string> requests = [];

    public Browser(int width = 1280, int height = 900)
    {
        var options = new ChromeOptions { BinaryLocation = Chromium };
        options.AddArguments([.. switches, $"--user-data-dir={profile}"]);
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        options.SetLoggingPreference("performance", LogLevel.All);
        var service = ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(Driver), Path.GetFileName(Driver));
        service.SuppressInitialDiagnosticInformation = true;
        driver = new ChromeDriver(service, options);
        Resize(width, height);
    }

    /// <summary>Sets the size of the view, also below what a window can have.</summary>
    public void Resize(int width, int height) => driver.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new()
    {
        ["width"] = width,
        ["height"] = height,
        ["deviceScaleFactor"] = 1,
        ["mobile"] = false,
    });

    /// <summary>Prefers light or dark colours, as the system would.</summary>
    public void Prefer(string colours) => driver.ExecuteCdpCommand("Emulation.setEmulatedMedia", new()
    {
        ["features"] = new[] { new Dictionary<string, string> { ["name"] = "prefers-color-scheme", ["value"] = colours } },
    });

    /// <summary>Takes the network away.</summary>
    public void GoOffline() => driver.ExecuteCdpCommand("Network.emulateNetworkConditions", new()
    {
        ["offline"] = true,
        ["latency"] = 0,
        ["downloadThroughput"] = -1,
        ["uploadThroughput"] = -1,
    });

    public void Open(string address) => driver.Navigate().GoToUrl(address);

    /// <summary>Evaluates a script's <c>return</c> value.</summary>
    public object? Evaluate(string script, params object[] arguments) => driver.ExecuteScript(script, arguments);

    public string Text(string selector) => driver.FindElement(By.CssSelector(selector)).Text;

    public bool Has(string selector) => driver.FindElements(By.CssSelector(selector)).Count > 0;

    public IWebElement Find(string selector) => driver.FindElement(By.CssSelector(selector));

    /// <summary>Presses keys, one after another, where the focus is.</summary>
    public void Press(params string[] keys)
    {
        foreach (var key in keys)
        {
            driver.SwitchTo().ActiveElement().SendKeys(key);
        }
    }

    /// <summary>Waits until a script returns true.</summary>
    public void Until(string condition, params object[] arguments)
    {
        var watch = Stopwatch.StartNew();
        while (driver.ExecuteScript($"return Boolean({condition})", arguments) is not true)
        {
            Assert.True(watch.Elapsed < longestWait, $"never: {condition}\n{string.Join('\n', ConsoleErrors())}\n{Text("body")}");
            Thread.Sleep(50);
        }
    }

    /// <summary>Every figure on the page: its path in the report, its exact value and its text.</summary>
    public IReadOnlyList<PageFigure> Figures(string within = "body")
    {
        var found = (ReadOnlyCollection<object>)driver.ExecuteScript(
            """
            return [...document.querySelector(arguments[0]).querySelectorAll('[data-figure]')]
                .map((element) => [element.dataset.figure, element.dataset.value, element.textContent]);
            """,
            within)!;
        return
        [
            .. found.Cast<ReadOnlyCollection<object>>().Select(item => new PageFigure(
                ((string)item[0]).Split('/'), double.Parse((string)item[1], CultureInfo.InvariantCulture), (string)item[2])),
        ];
    }

    /// <summary>Moves the slider to the last position at or before an event.</summary>
    public void SlideTo(long sequence)
    {
        Evaluate("location.hash = location.hash.split('?')[0] + '?at=' + arguments[0]", sequence);
        Until("Number(document.querySelector('[data-slider-sequence]').dataset.sliderSequence) <= arguments[0]", sequence);
    }

    public long SliderSequence() => Convert.ToInt64(
        Evaluate("return Number(document.querySelector('[data-slider-sequence]').dataset.sliderSequence)"), CultureInfo.InvariantCulture);

    /// <summary>Errors and warnings of the console so far.</summary>
    public IReadOnlyList<string> ConsoleErrors() =>
        [.. driver.Manage().Logs.GetLog(LogType.Browser).Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Message)];

    /// <summary>Addresses that were asked for so far, without those of the browser's own pages and what an address itself holds.</summary>
    public IReadOnlyList<string> Requests()
    {
        foreach (var entry in driver.Manage().Logs.GetLog("performance"))
        {
            var message = JsonNode.Parse(entry.Message)!["message"]!;
            if ((string?)message["method"] is "Network.requestWillBeSent" or "Network.webSocketCreated")
            {
                var address = (string?)message["params"]!["request"]?["url"] ?? (string)message["params"]!["url"]!;
                if (!address.StartsWith("chrome:", StringComparison.Ordinal) && !address.StartsWith("data:", StringComparison.Ordinal))
                {
                    requests.Add(address);
                }
            }
        }

        return requests;
    }

    /// <summary>Keeps a picture of the page with the results of the tests.</summary>
    public void Photograph(string name, bool isWhole = false)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "TestResults", "page");
        Directory.CreateDirectory(folder);
        var picture = (Dictionary<string, object>)driver.ExecuteCdpCommand(
            "Page.captureScreenshot", new() { ["captureBeyondViewport"] = isWhole, ["format"] = "png" })!;
        File.WriteAllBytes(Path.Combine(folder, name + ".png"), Convert.FromBase64String((string)picture["data"]));
    }

    public void Dispose()
    {
        driver.Quit();
        driver.Dispose();
        Directory.Delete(profile, recursive: true);
    }
}
