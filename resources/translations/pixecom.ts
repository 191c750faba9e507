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
        <source>A budget rises to {amount}</source>
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
        <source>Check it to see whose it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose ad accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an ad account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the ad account that it shall run in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect one first: a draft belongs to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting Meta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy request for the admin</source>
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
        <source>It is none of the choices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its account does not sync: figures from {time}</source>
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
        <source>Its filters stay on show; only the view is gone. No campaign is touched.</source>
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
        <source>Meta connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta does not tell its end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta is still processing a change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta knows this one: rename it instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta reports an issue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not checked</source>
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
        <source> (without the day that is not over)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>* Meta withholds these conversions: they are the sum of its ads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16/11 or yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16/11/26</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8 characters or more, 72 bytes at most. Nobody can give it back to you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8 characters or more, and 72 bytes at most: letters with accents take two bytes, emoji four.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&gt; actions only   # by ID   @ seller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A Postgres that your team shares: you sign in, and see the sellers that are yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A budget rises to {amount}, far above what it is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A click on a name opens it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A dashed line in charts; 0 draws none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A draft is kept here alone; Meta learns nothing of it. Without a last day it runs until it is paused. Days are the ad account&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A made-up business with a month of figures. Nothing is kept, nothing goes to Meta.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A made-up business: nothing here is real, nothing goes to Meta.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A password locks the window only: whoever can read this computer&apos;s files can read its database. It can be set and taken away in Settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sellpage is the page of a shop that ads lead to. They are made by themselves from the links of your ads as these are read from Meta; others can be added here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A strategy is a name for a way of running campaigns, such as Test or Scale. Campaigns that are linked with one are added up here, whatever account they are in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A team&apos;s database</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>A token ends in {n} days.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A token has ended: connect it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API limit used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ATC: adds to cart, added up over the days shown
Source: Meta&apos;s insights, offsite_conversion.fb_pixel_add_to_cart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About PixEcom</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>About {n} min left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Access token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
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
        <source>Activated</source>
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
        <source>Ad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ad account ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ad accounts</source>
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
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a filter on a column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a seller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add seller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Admin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Admins also connect accounts and manage people.</source>
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
        <source>Ads table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All accounts</source>
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
        <source>All columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All sellers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All sent, reading what they deliver now …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that can be done with these rows</source>
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
        <source>And {count} more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>App {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive {name}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it is set at Meta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the address says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least {bound}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most {bound}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audience</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before a change is sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beside pasting a token: with a Meta app of your own (META_APP_ID).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bid strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Breadcrumb</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Break-even {level}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browser sign-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Budget on the {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Budget type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Budget/day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Budgets before and after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Budgets changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Built in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPC = spend / link clicks
CTR and CPC are of link clicks.
Source: Meta&apos;s insights, spend, inline_link_clicks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPM = spend × 1,000 / impressions
Source: Meta&apos;s insights, spend, impressions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPP = spend / purchases
Source: Meta&apos;s insights, spend, offsite_conversion.fb_pixel_purchase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPR = spend / purchases
Results are website purchases.
Source: Meta&apos;s insights, spend, offsite_conversion.fb_pixel_purchase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPV = spend / content views
Source: Meta&apos;s insights, spend, offsite_conversion.fb_pixel_view_content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CR = purchases × 100 / content views
Source: Meta&apos;s insights, offsite_conversion.fb_pixel_purchase, offsite_conversion.fb_pixel_view_content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CR1 = checkouts initiated × 100 / content views
Source: Meta&apos;s insights, offsite_conversion.fb_pixel_initiate_checkout, offsite_conversion.fb_pixel_view_content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CR2 = purchases × 100 / checkouts initiated
Source: Meta&apos;s insights, offsite_conversion.fb_pixel_purchase, offsite_conversion.fb_pixel_initiate_checkout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV file (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CTR = link clicks × 100 / impressions
CTR and CPC are of link clicks.
Source: Meta&apos;s insights, inline_link_clicks, impressions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calendar</source>
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
        <source>Campaigns and statistics stay in a file on this computer, and work offline.</source>
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
        <source>Change role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the password</source>
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
        <source>Changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes next to the figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes under the figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkouts: checkouts initiated, added up over the days shown
Source: Meta&apos;s insights, offsite_conversion.fb_pixel_initiate_checkout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a seller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one seller to change this, or ask who may.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear all</source>
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
        <source>Clicks: link clicks, added up over the days shown
CTR and CPC are of link clicks.
Source: Meta&apos;s insights, inline_link_clicks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the chart</source>
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
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comfortable rows show the ad account below the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comfortable, with the ad account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with other days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare · no day is over yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare · {days}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare · {days}, without today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Complete as of {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect Meta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect Meta to see your campaigns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect a Meta account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect ad accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Connect {n} accounts</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy cell</source>
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
        <source>Cost/ATC = spend / adds to cart
ATC: adds to cart.
Source: Meta&apos;s insights, spend, offsite_conversion.fb_pixel_add_to_cart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost/CO = spend / checkouts initiated
CO: checkouts initiated.
Source: Meta&apos;s insights, spend, offsite_conversion.fb_pixel_initiate_checkout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Currency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Currency of the cards and the chart: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom conversion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DATABASE_URL in the environment names the database, and no other opens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Daily</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Daily budgets change by {sums}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Daily budgets of the active rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data from {age}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date range: {name}, {days}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days come in newest first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days follow each ad account&apos;s time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decrease by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the view “{name}”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Density</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagnostics saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disable {email}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disconnect all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disconnect {name}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disconnected</source>
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
        <source>Download history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft: Meta does not know it yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafts are archived here alone, and stay so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to make the chart higher or lower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier months</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
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
        <source>Edit draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit sellpage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Email</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
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
        <source>Every client&apos;s Meta campaigns in one fast table, on your own computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is here</source>
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
        <source>Expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires soon</source>
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
        <source>Figures stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures: {days}, as they stood then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter on a column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter on any column, such as Spent &gt; 50</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter: {rule}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a column, or type Spent &gt; 50</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find by name or ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find seller</source>
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
        <source>First day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For those who choose it: what it is for, when it ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For which seller?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From Business settings, System users: best for agencies, since it can be made to last for ever. It needs ads_read, and ads_management to pause, activate and edit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From here on ROAS is green, with three bars.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full access tier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Funnel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gathering ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the campaign a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back</source>
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
        <source>Go to Activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Ads Manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Sellpages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Strategies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grain: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guide to this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guide · PixEcom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height of the chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide {column}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History: {part}%, {read} of {wanted} account-days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History: {read} of {wanted} account-days are here, the newest first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds for everyone in {seller}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it bids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the last query took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to move there is in the guide: press F1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Impressions: impressions, added up over the days shown
Source: Meta&apos;s insights, impressions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the usual order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Increase by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes on in the background; you can begin at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds in their open windows within a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being put back: each row once Meta has taken it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is offered no more where a sellpage is chosen. Its campaigns stay linked, and ads that lead to it count for it as before. It can be brought back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is offered no more where a strategy is chosen. Its campaigns stay linked. It can be brought back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It lies on this computer, and you are signed in by yourself. With a team&apos;s database, a Postgres that you share, everybody signs in, and each sees their own sellers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It locks the window only: whoever can read this computer&apos;s files can read the database. The command line does not ask for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It sees none. Assign accounts to it in Business settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was {state} already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its numbers are from {age}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its own budget. The summary adds the daily budgets of active rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its targeting, in one line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join a team&apos;s database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump to …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep me signed in on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep only the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep what is on show now as “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept without what follows a question mark. Ads that lead to this page are linked with it as they are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
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
        <source>Known values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Landing link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 14 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 24 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 3 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later months</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning on ad sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it empty for somebody who signs in here already: theirs stays.</source>
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
        <source>Licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limited access tier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link and continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link campaigns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link campaigns with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link pixels and pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link to sellpage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link to strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link to this view copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Link {n} campaigns with a sellpage</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Link {n} campaigns with a strategy</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Links belong to campaigns</source>
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
        <source>Loading days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock everyone&apos;s window after at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock the window after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked · PixEcom Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for pixels and pages …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Losing money</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Match case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May not sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May restart learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Member</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Members also pause, activate, and edit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta asks for a pause. Syncing goes on by itself at {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta no longer lists it: figures as they were last told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta refused its access token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta shows no pixel, page or custom conversion to this token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta shows nothing to this token that is not linked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta stops them for good: what is archived cannot be brought back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meta&apos;s limits make this take about {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes without a key or a click; 0 never locks. It takes a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes without a key or a click; 0 requires nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing: client accounts may not be listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing: nothing can be changed from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing: nothing can be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing: pages are not listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the first shop or client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the shop or client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names before and after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Near the limit of calls. Syncing is slower until {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs a new token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New password for {email}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New sellpage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next run {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next saved view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No</source>
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
        <source>No ad account yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No ad accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No ad accounts are known yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No campaign is called that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No campaign is linked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No campaigns are known yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No change fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No changes in the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No chapter says that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data is stored yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No day of these is over yet: they are shown without a comparison.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No draft is picked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No permission</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No row was touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No seller is called that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sellpage is archived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sellpages are known yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sellpages yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No setting is called that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No strategies yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No strategy is archived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No ticked row is in this currency</source>
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
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these days has been downloaded yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not above a good ROAS, {bound}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all days of both sides are downloaded: the change is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not archived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not below a fair ROAS, {bound}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not connected to Meta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not downloaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not downloaded yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not downloaded yet: {accounts}</source>
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
        <source>Not ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not every day of these dates has been downloaded: there is more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not everything synced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not listed (archived or deleted)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent</source>
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
        <source>Not syncing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing fits</source>
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
        <source>Nothing is known yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is stored yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that was changed fits what is asked for here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to copy: Meta has given no id yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to divide by: no {what}</source>
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
        <source>Nothing was changed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was linked</source>
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
        <source>Number</source>
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
        <source>Objective</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Of {n} rows nobody knows whether Meta took them: Undo and Retry ask Meta first.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
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
        <source>On show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One page of theirs shows no more, and drafts are not there yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One person, offline too. You name a shop, then connect Meta.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the ones you tick are downloaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only ticked accounts are downloaded. More accounts mean a longer first sync.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open at start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in Ads Manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in Meta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in Meta Ads Manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open: {database}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens at start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens facebook.com with your own Meta app. It lasts about 60 days, then you sign in again. While the app is in development only people with a role in it can sign in; once it is live Meta asks for an address on the web, and this way ends: paste a token then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimization goal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owners do all of it, and make sellers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partial: {days} not downloaded yet, left out here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste a token, or sign in with your browser</source>
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
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PixEcom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PixEcom Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PixEcom Desktop {version}, on {database}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PixEcom was updated to {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Delete to remove this set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Provisional: Meta counts late purchases for four weeks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purchases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purchases: purchases, added up over the days shown
Source: Meta&apos;s insights, offsite_conversion.fb_pixel_purchase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back {rows}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put every setting back as it was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Putting back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Putting back …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python {python} · Qt {qt}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt is used under the LGPL, version 3: its libraries may be replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password until now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password, if you want one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste an access token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste the address that whoever runs the database gave you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause, activate and edit budgets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick campaigns on their own level.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PixEcom asks Meta for your campaigns and statistics. It never posts to your pages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels and pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels, pages and conversions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please give {who} access to the ad account {name} ({id}): Business settings, Ad accounts, {id}, Assign people, with “View performance” to read and “Manage campaigns” to edit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing the demo</source>
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
        <source>ROAS = purchase value / spend
Source: Meta&apos;s insights, value of offsite_conversion.fb_pixel_purchase, spend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read campaigns and statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected in review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the seller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the view</source>
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
        <source>Renamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Renaming</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat the new password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat the password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the token of {account}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace token</source>
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
        <source>Reset all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset to {value}</source>
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
        <source>Results = website purchases
Results are website purchases.
Source: Meta&apos;s insights, offsite_conversion.fb_pixel_purchase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry what failed of: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry {n} failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue: purchase value, added up over the days shown
Source: Meta&apos;s insights, value of offsite_conversion.fb_pixel_purchase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role of {email} in {seller}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roles</source>
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
        <source>Rows of the change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows: as usual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows: comfortable, with the ad account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows: compact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same days last week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same days last year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as a view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved view: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search campaigns by name or ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search campaigns, actions and pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search name or ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search name or address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search name or description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seller: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seller: {name}, {note}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sellers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sellpage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sellpages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send no more after the batch that is on its way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set a password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set one here, then the window can be locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up for real</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting up this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several currencies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show more campaigns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show older changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show older runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the row&apos;s details</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Show {n} more accounts</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Show: {field}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Showing data from {age}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in to Meta with the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in to {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in with the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in with your browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in · PixEcom Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing in …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some failed</source>
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
        <source>Sort ascending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort descending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort rows by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spend and ROAS, yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spent in range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spent: spend, added up over the days shown
Source: Meta&apos;s insights, spend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start · PixEcom Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stats</source>
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
        <source>Status {name}</source>
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
        <source>Stop the download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strategies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary: {lines}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Superadmin: sees every seller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync</source>
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
        <source>Sync runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync runs of the last 24 hours</source>
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
        <source>System user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System user {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the link off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take {email} out of {seller}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That day is still to come.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That did not work.</source>
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
        <source>That number is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account has no payment method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The activity could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ad set it is in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address holds a password: it is kept in this computer&apos;s keyring, never in a file or a log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The budget is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The budget sits on the {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The campaign it is in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day it starts, in the ad account&apos;s time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The diagnostics were not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The download is stopped. What was read stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first sync brings every {row} of your ad accounts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The given database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password that you sign in with opens it again where you left it. Syncing goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The seller was not changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The seller was not kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The strategies could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two passwords are not the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window has a new password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window has no password any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window is locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window was not locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace that is on this computer already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token ends soon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token not looked at yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token {days} d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens are sealed before they are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a good result is holds for everybody who works for this seller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would you like to open?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last sync failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PixEcom copies campaigns and stats to this computer, so tables stay fast and work offline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up and sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up · PixEcom Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting up …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show a seller by its place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connections could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The error&apos;s code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line shows {days}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lock covers the window, not the files on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new amount once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new password holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest days come first, so you can start now. It goes on in the background.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The people could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The program ended before it got to {n} rows: nothing was sent of them, and Undo leaves them alone.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The request is copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The row above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The row below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The saved views could not be read or changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search alone matches {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The second value lies before the first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sellpages could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings were not kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their numbers are from {age} or later.</source>
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
        <source>Then by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then sort ascending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then sort descending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no rows on show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no rows to draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a view “{name}” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no password yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to choose from yet.</source>
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
        <source>These sellers are in it already: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are signed out everywhere and sign in with this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are signed out everywhere within a minute. Nothing of theirs is deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They could not be listed. {why} They can be linked later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They may sign in again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They see nothing of it within a minute. What they did stays in Activity.</source>
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
        <source>They tell where purchases are counted and who advertises.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They tell where purchases are counted and who advertises. Sellpages follow by themselves from the links of your ads.</source>
        <translation type="unfinished"></translation>
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
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no keyring, and a password is never written to a file: the address holds until the program ends, and is asked for again at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no keyring, and a session is never written to a file: you stay signed in until the program ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This database has just been set up. Sign in, or ask who did it to add you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This database is yours alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is all that the file will hold. Nothing is sent anywhere; look through it before you hand it on: the log may name accounts and campaigns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This name is a ready set&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This takes a few seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This token does not see {account}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To look around with made-up data, run pixecom-desktop demo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens are in the database, encrypted. Their key is not: it is in this computer&apos;s keyring, or in META_TOKEN_ENCRYPTION_KEY.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top by ROAS</source>
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
        <source>Traffic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying the database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a day like 16/11, 2026-11-16 or yesterday.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a number such as {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a number such as {example}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a text to look for.</source>
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
        <source>Type or pick</source>
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
        <source>Undo anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo last change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo puts a row back where it still is what this change made it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo: {setting}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undoing: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlocking …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update budgets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Update {n} budgets</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Update “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version} · Data stays on this computer unless you join a team&apos;s database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version} · Forgot it? Ask an owner of your team.</source>
        <translation type="unfinished"></translation>
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
        <source>View its {rows}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Viewers look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views: content views, added up over the days shown
Source: Meta&apos;s insights, offsite_conversion.fb_pixel_view_content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for Meta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for Meta until {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for Meta&apos;s limit, goes on {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weekly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What Meta optimizes delivery for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a good result is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What became of each row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is being sent to Meta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it really does, and why: the reason is in the cell&apos;s tooltip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you see stays as it was. It is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What&apos;s new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whatever is paused, activated, renamed or given a new budget from here stands in this list, with what became of each row and a way to take it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the ad leads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the table shows how figures have changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose it is: what is done to it is done as that seller&apos;s</source>
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
        <source>Working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Works as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Works for other sellers too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Works on {database}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday is not downloaded yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday, {read} of {total} accounts:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are the first one here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can change all of this later in Connections.</source>
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
    <message>
        <source>Your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your password opens it again where you left it. Syncing goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your team&apos;s database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your team&apos;s password unlocks the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Your {n} filters hide</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>a day</source>
        <translation type="unfinished"></translation>
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
        <source>adds to cart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and</source>
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
        <source>between</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by {column}</source>
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
        <source>change not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change not known, days are missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed the budget of {rows}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checked {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checkouts initiated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chosen</source>
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
        <source>connected already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contains</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>content views</source>
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
        <source>delivers no ads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not contain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not expire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>down {n} percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>end not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ends on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>expires in {n} days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>expires {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frozen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>given a new budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>https://shop.example/products/hat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>impressions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in each currency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the own currency of each account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the table</source>
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
        <source>is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is between</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is less than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is more than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is on or after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is on or before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key {number} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>link clicks</source>
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
        <source>new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new, nothing before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no change to tell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not downloaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not here yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not in use</source>
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
        <source>partial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>poor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>provisional</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>purchase value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>purchases</source>
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
        <source>reset {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set budget to {amount} on {rows}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>spend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taller = longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the token&apos;s user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to</source>
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
        <source>unchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up {n} percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vs prev.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{accounts} and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{account} and {count} more failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{account} and {count} more wait for Meta until {time}</source>
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
        <source>{account} waits for Meta until {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{account} waits for Meta.</source>
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
        <source>{amount} a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{change}, better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{change}, worse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{chosen} of {all} chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column} copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column} none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column} not downloaded yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column}, sorted ascending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column}, sorted descending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {total}</source>
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
        <source>{count} of {total} ad accounts wait for Meta.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {total} selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} selected of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} {done}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} {state} already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count}: synced and changed no more, and the token is forgotten. What was read stays in the database; connecting again shows it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{currency} has {n} digits after the point.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{days} and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{days}, not over yet</source>
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
        <source>{email} was added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{email} works there now; the password stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{filter} filter, not set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{filter} filter: {values}</source>
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
        <source>{label} before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{label} before {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{label}, left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{label}, right</source>
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
    <message>
        <source>{money}/day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is archived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is disconnected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is kept as a draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is read next</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} accounts</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} accounts are connected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
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
        <source>{n} campaigns are linked as before</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} campaigns are linked with {name}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} campaigns have no sellpage now</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} campaigns have no strategy now</source>
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
        <source>{n} changes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} columns</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} currencies</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} days are not over: they are left out on both sides.</source>
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
    <message>
        <source>{n} failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} failed, not looked at</source>
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
        <source>{n} filters</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} filters active</source>
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
        <source>{n} ids named nothing here.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{n} in part</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} in use</source>
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
        <source>{n} more</source>
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
        <source>{n} not sent</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{n} of {rows} opened at Meta</source>
        <translation type="unfinished"></translation>
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
        <source>{n} people</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{n} pixels high</source>
        <translation type="unfinished"></translation>
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
        <source>{n} rows were changed since; Undo asks about them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} runs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{n} selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} sellers are shown. What a good result is, each sets for itself: choose one.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} sellpages</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} settings are as they were made</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} shown</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} stay as they are</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} stay as they are: {why}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} strategies</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} sync runs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} taken back</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} tokens need you</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} were {state} already.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{owner_has} no {rows} that are not deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{part}%  {read} of {wanted} account-days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{permission} missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place} has no user yet. You will own everything in it, and add others in People.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{read} of {total} accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{read} of {wanted} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{rows} are paused again.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{rows} are {state} already.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{rows} become active again and may spend.</source>
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
    <message>
        <source>{rows} had been {done}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rows} selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{rows} stay as they are.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{rows} were changed since: you are asked about them afterwards.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{setting}: reset to {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown}: type to find others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{spend} spent, ROAS {roas}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{spent} spent, {revenue} revenue, ROAS {roas}</source>
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
        <source>{total} runs, {failed} failed</source>
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
        <source>| Action | Keys |</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” updated</source>
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
