<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" sourcelanguage="en">
<context>
    <name>PixEcom</name>
    <message>
        <source>%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>12,345 instead of 12.3K.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&gt; actions only   # by ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A budget rises to {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line in charts; 0 draws none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ATC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ad account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approved, waiting to run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again for a budget that rises by more than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask before changing more rows than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask before changing more spend a day than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Break-even ROAS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CR1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CR2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CTR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost/ATC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost/CO</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted at Meta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fair ROAS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From here on ROAS is green.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From here on ROAS is yellow, below it red.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full numbers in tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good ROAS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Impressions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In each account&apos;s own currency.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In review at Meta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its ad set is paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its campaign is paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its new amount must then be typed once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning limited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta is still processing a change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta reports an issue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not delivering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ad set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ad sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Admin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ads Manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ads have no budgets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All actions and their keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All campaigns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {rows}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Breadcrumb</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Budgets before and after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV file (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can&apos;t read the campaigns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear all filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the selection (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collapse or expand the rail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collapse the rail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Complete as of {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect Meta to see your campaigns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy link to this view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy rows without header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data from {age}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decrease by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit budget for {rows}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expand the rail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export {rows}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finishing ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the last query took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Increase by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It asks for the access token without showing it. To look around with made-up data, run pixecom-desktop demo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its numbers are from {age}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known as of {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading choices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Match case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May restart learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Member</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta&apos;s limits make this take about {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names before and after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next run {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No ad account is connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No ad accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data is stored yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No {rows} here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No {rows} match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No {rows} yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not connected to Meta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not downloaded yet: {days}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not downloaded yet: {days}, and more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not everything synced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not synced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not synced yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here matches “{text}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is called that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is stored yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was put back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was {done}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers of the last 28 days may still grow: Meta counts late purchases.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in Meta Ads Manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pausing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PixEcom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PixEcom copies campaigns and stats to this computer, so tables stay fast and work offline. In this version an ad account is connected in a terminal:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purchases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Putting back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ROAS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected in review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename {rows}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Renaming</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search campaigns, actions and pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sellpage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send no more after the batch that is on its way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Showing data from {age}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody changed these after the action. Putting them back overwrites that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected went wrong ({name}). The log has the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stats {stats} · Delivery {delivery}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stats {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync paused, offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync state of each ad account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync: {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Synced {age}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Syncing {percent}%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is far above what it was. Type the new amount once more to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That link was not opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account has no payment method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first sync brings every {row} of your ad accounts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last sync failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new amount once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search alone matches {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: as the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no rows on show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These ad sets have</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These budgets are in several currencies: change them by a percentage.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These campaigns have</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These numbers could not be refreshed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They share that of their ad set or campaign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>They stand for {sums} a day.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>This ad set has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This campaign has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total daily budget {sums}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Totals leave these days out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a day like 16/11, 2026-11-16 or yesterday.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type an amount above zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type an amount such as 20 or 1,250.50.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undid: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo last change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update budgets</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Update {n} budgets</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View at start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What became of each row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work under way is brought to a safe end. This takes a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You&apos;re offline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your data is safe in the database. You can go on; if the window behaves oddly, close it and open it again. The log holds the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Your {n} filters hide</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>activated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ad set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ad sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>archived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as wanted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>campaign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>campaigns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed the budget of {rows}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comfortable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data from {age}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>given a new budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in under 1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {hours} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lowered budget by {amount} on {rows}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>older days as of {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>put back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>raised budget by {amount} on {rows}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>renamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>renamed {rows}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set budget to {amount} on {rows}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>took {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{account} and {count} more failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{account} didn&apos;t sync.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{account} failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{account} has gaps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{account}: {used} of {limit} calls in the last hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{act} {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{act} {rows}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {total} accounts synced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {total} ad accounts didn&apos;t sync.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {total} ad accounts have gaps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {total} selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} {done}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{days} and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{doing} {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} {rows}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} · {done} of {count} accounts done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{milliseconds} ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} ad accounts</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} ad sets</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} ads</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} campaigns</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} changed since. Put them back anyway?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} done</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} failed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} failed: {reason}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} ids copied</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} left alone</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} not known</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} on the way</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} other reasons below.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} restored</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} rows</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} rows copied without header</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} selected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{owner_has} no {rows} that are not deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{rows} are {state} already.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{rows} copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rows} exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{rows} stay as they are.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{state} already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sums}/day budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{used} of {limit} calls in the last hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who_hides} all {rows}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↑ ↓ Move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↵ Open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
