using System.Globalization;

namespace Sweep.Reporting.Plots.Scales;

/// <summary>Continuous colours: viridis (matplotlib) and PuOr (ColorBrewer), both told apart by readers with any colour vision.</summary>
internal static class ColorMap
{
    private static readonly int[] Viridis =
    [
        0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725,
    ];

    private static readonly int[] OrangePurple =
    [
        0x7F3B08, 0xB35806, 0xE08214, 0xFDB863, 0xFEE0B6, 0xF7F7F7, 0xD8DAEB, 0xB2ABD2, 0x8073AC, 0x542788, 0x2D004B,
    ];

    /// <summary>The colour at a share between 0 and 1 as #rrggbb.</summary>
    public static string At(double share, bool diverging) => "#" + Color(share, diverging).ToString("x6", CultureInfo.InvariantCulture);

    /// <summary>Whether white reads better on the colour than black does, by the contrast ratio of WCAG 2.</summary>
    public static bool IsDark(double share, bool diverging)
    {
        var color = Color(share, diverging);
        static double Linear(int channel)
        {
            var c = channel / 255.0;
            return c <= 0.03928 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }

        var luminance = (0.2126 * Linear(color >> 16)) + (0.7152 * Linear((color >> 8) & 255)) + (0.0722 * Linear(color & 255));
        return 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05;
    }

    private static int Color(double share, bool diverging)
    {
        var anchors = diverging ? OrangePurple : Viridis;
        var place = Math.Clamp(share, 0, 1) * (anchors.Length - 1);
        var left = Math.Min((int)place, anchors.Length - 2);
        var part = place - left;
        var color = 0;
        for (var shift = 16; shift >= 0; shift -= 8)
        {
            var a = (anchors[left] >> shift) & 255;
            var b = (anchors[left + 1] >> shift) & 255;
            color |= (int)Math.Round(a + ((b - a) * part)) << shift;
        }

        return color;
    }
}
