namespace LmmCl.Page.Tests.Browsing;

/// <summary>A fact about the page in Chromium; skipped where Debian's packages are not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (!File.Exists(Browser.Chromium) || !File.Exists(Browser.Driver))
        {
            Skip = "Chromium is not installed (Debian: chromium chromium-driver)";
        }
    }
}
