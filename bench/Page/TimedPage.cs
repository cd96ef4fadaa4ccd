using System.Collections.ObjectModel;
using System.Globalization;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace LmmCl.Page.Bench;

/// <summary>The page in Chromium, timed by its own marks: each is set once what it names has been painted.</summary>
internal sealed class TimedPage : IDisposable
{
    private static readonly TimeSpan betweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly string address;
    private readonly string profile = Directory.CreateTempSubdirectory("lmmcl-chromium-").FullName;
    private readonly ChromeDriver driver;

    public TimedPage(string address)
    {
        this.address = address;
        var options = new ChromeOptions { BinaryLocation = "/usr/bin/chromium" };
        options.AddArguments(
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--window-size=1280,900",
            $"--user-data-dir={profile}");
        driver = new ChromeDriver(ChromeDriverService.CreateDefaultService("/usr/bin", "chromedriver"), options);
    }

    /// <summary>Opens a view anew; milliseconds from the start of the navigation to its first paint with all figures.</summary>
    public double Open(string route, string mark)
    {
        driver.Navigate().GoToUrl("about:blank");
        driver.Navigate().GoToUrl(address + route);
        return Times(mark, 1)[0];
    }

    /// <summary>Waits for a later mark of the view that was opened; milliseconds from the start of its navigation.</summary>
    public double Wait(string mark) => Times(mark, 1)[0];

    /// <summary>Moves the slider to places all over it; milliseconds from each input to the paint.</summary>
    public List<double> Slide(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            driver.ExecuteScript(
                """
                const time = document.getElementById('time');
                time.value = Math.round((arguments[0] * 0.618034 % 1) * time.max);
                time.dispatchEvent(new Event('input', { bubbles: true }));
                """,
                i + 1);
            Times("lmmcl-slide-painted", i + 1);
        }

        return Times("lmmcl-slide-painted", steps);
    }

    public void Dispose()
    {
        driver.Quit();
        driver.Dispose();
        Directory.Delete(profile, recursive: true);
    }

    /// <summary>Waits for a number of marks or measures of a name; start times of marks, durations of measures.</summary>
    private List<double> Times(string name, int count)
    {
        const string script = "return performance.getEntriesByName(arguments[0]).map((entry) => entry.duration || entry.startTime)";
        while (true)
        {
            var found = (ReadOnlyCollection<object>)driver.ExecuteScript(script, name)!;
            if (found.Count >= count)
                return [.. found.Select(time => Convert.ToDouble(time, CultureInfo.InvariantCulture))];
            Thread.Sleep(betweenLooks);
        }
    }
}
