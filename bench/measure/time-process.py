"""Runs a command and writes, to file descriptor 3, what it took: wall time, processor time and peak memory of that one
process (and of the processes that it waited for), as JSON. Node cannot ask for the resources of a single child."""

import json
import os
import sys
import time

os.set_inheritable(3, False)
started = time.perf_counter_ns()
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(child, 0)
wall = time.perf_counter_ns() - started
kibibyte = 1024 if sys.platform != "darwin" else 1
report = {
    "wallMs": wall / 1e6,
    "cpuMs": (used.ru_utime + used.ru_stime) * 1e3,
    "peakMiB": used.ru_maxrss * kibibyte / 2**20,
    "status": os.waitstatus_to_exitcode(status),
}
os.write(3, json.dumps(report).encode())
