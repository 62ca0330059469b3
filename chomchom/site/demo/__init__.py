"""The demo city: 안산시 (시연). Real dong names, everything else invented, the same every time for one seed."""
